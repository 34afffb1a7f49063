package dev.nabla.loss.segmentation;

import static dev.nabla.loss.segmentation.OverlapLoss.NAN_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.NOT_SMOOTH;
import static dev.nabla.loss.segmentation.OverlapLoss.NO_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.OF_PROBABILITIES;
import static dev.nabla.loss.segmentation.OverlapLoss.SUMS;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The Dice loss of all channels together, weighted against their sizes. */
@Definition(
    aliases = {"generalised_dice", "generalized_dice_loss"},
    summary = "Generalized Dice loss: the Dice loss of all channels of an image together, in which rare classes weigh more.",
    formula = "1 - \\frac{A}{B}, \\quad A = 2 \\sum_c w_c I_c + s_n, \\quad B = \\sum_c w_c\\,(P_c + T_c) + s_d, \\quad w_c = 1/T_c^2,\\ 1/T_c \\text{ or } 1",
    gradient = "w_c\\,\\frac{A - 2t\\,B}{B^2}",
    edges = {
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES,
            "A channel without true pixels has the largest of the weights of the other channels of its image; 0 if none has any."},
    references = {
            "Sudre et al. (2017), Generalised Dice overlap as a deep learning loss function, https://arxiv.org/abs/1707.03237",
            "MONAI GeneralizedDiceLoss"},
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "Logits of two channels",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "softmax", "smooth_nr": 0, "smooth_dr": 0}""")})
public record GeneralizedDice(
    @Option("weight of a channel with T true pixels: 1/T squared, 1/T or 1") Weighting wType,
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements OverlapLoss {

    public GeneralizedDice {
        OptionSpec.check(GeneralizedDice.class, "smoothNr", smoothNr);
        OptionSpec.check(GeneralizedDice.class, "smoothDr", smoothDr);
    }

    public GeneralizedDice() {
        this(Weighting.SQUARE, 1e-5, 1e-5, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.dice(false);
    }

    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public ScaledDoubleDouble[] channelWeights(ScaledDoubleDouble[] positives) {
        ScaledDoubleDouble largest = Arrays.stream(positives).filter(count -> !count.isZero()).map(wType::of)
                .reduce(ScaledDoubleDouble.ZERO, ScaledDoubleDouble::max);
        return Arrays.stream(positives)
                .map(count -> count.isZero() && wType != Weighting.UNIFORM ? largest : wType.of(count))
                .toArray(ScaledDoubleDouble[]::new);
    }

    /** How the weight of a channel depends on its size. */
    public enum Weighting {
        SQUARE,
        SIMPLE,
        UNIFORM;

        private ScaledDoubleDouble of(ScaledDoubleDouble count) {
            return switch (this) {
                case SQUARE -> ScaledDoubleDouble.ONE.dividedBy(count).dividedBy(count);
                case SIMPLE -> ScaledDoubleDouble.ONE.dividedBy(count);
                case UNIFORM -> ScaledDoubleDouble.ONE;
            };
        }
    }
}
