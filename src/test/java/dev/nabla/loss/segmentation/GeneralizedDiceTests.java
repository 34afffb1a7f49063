package dev.nabla.loss.segmentation;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.segmentation.GeneralizedDice.Weighting;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneralizedDiceTests extends OverlapLossContract<GeneralizedDice> {

    @Override
    public List<GeneralizedDice> variants() {
        return List.of(new GeneralizedDice(), new GeneralizedDice(Weighting.SIMPLE, 0, 0, true, null),
                new GeneralizedDice(Weighting.UNIFORM, 0.5, 0.25, true, null),
                new GeneralizedDice(Weighting.SIMPLE, 1e-5, 1e-5, true, Activation.SIGMOID),
                new GeneralizedDice(Weighting.SQUARE, 0, 1e-5, false, Activation.SOFTMAX),
                new GeneralizedDice(Weighting.SQUARE, 1e-5, 1e-5, true, Activation.SOFTMAX));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = super.options();
        options.remove("batch");
        options.put("w_type", "SQUARE");
        return options;
    }

    @Override
    GeneralizedDice unsmoothed() {
        return new GeneralizedDice(Weighting.SQUARE, 0, 0, true, null);
    }

    @Override
    GeneralizedDice withoutBackground() {
        return new GeneralizedDice(Weighting.SQUARE, 1e-5, 1e-5, false, null);
    }

    @Override
    GeneralizedDice of(Activation activation) {
        return new GeneralizedDice(Weighting.SQUARE, 1e-5, 1e-5, true, activation);
    }

    @Override
    public OverlapFormula formula(GeneralizedDice loss) {
        return new OverlapFormula(loss) {

            @Override
            BigDecimal numerator(List<Pixel> pixels, Arithmetic math) {
                return pixels.stream()
                        .map(pixel -> weight(pixel, pixels, math)
                                .multiply(BigDecimal.TWO.multiply(pixel.p()).multiply(pixel.t())))
                        .reduce(new BigDecimal(loss.smoothNr()), BigDecimal::add);
            }

            @Override
            BigDecimal denominator(List<Pixel> pixels, Arithmetic math) {
                return pixels.stream().map(pixel -> weight(pixel, pixels, math).multiply(pixel.p().add(pixel.t())))
                        .reduce(new BigDecimal(loss.smoothDr()), BigDecimal::add);
            }

            @Override
            BigDecimal numeratorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
                return weight(pixel, pixels, math).multiply(BigDecimal.TWO.multiply(pixel.t()));
            }

            @Override
            BigDecimal denominatorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
                return weight(pixel, pixels, math);
            }

            private BigDecimal weight(Pixel one, List<Pixel> pixels, Arithmetic math) {
                BigDecimal size = size(one.channel(), pixels);
                BigDecimal largest = pixels.stream().map(pixel -> size(pixel.channel(), pixels))
                        .filter(other -> other.signum() > 0).reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
                BigDecimal counted = size.signum() > 0 ? size : largest;
                return switch (loss.wType()) {
                    case UNIFORM -> BigDecimal.ONE;
                    case SIMPLE -> inverse(counted, math);
                    case SQUARE -> inverse(counted, math).pow(2);
                };
            }

            private static BigDecimal size(int channel, List<Pixel> pixels) {
                return sum(pixels.stream().filter(pixel -> pixel.channel() == channel).toList(), (_, t) -> t);
            }

            private static BigDecimal inverse(BigDecimal size, Arithmetic math) {
                return size.signum() > 0 ? math.divide(BigDecimal.ONE, size) : BigDecimal.ZERO;
            }
        };
    }

    // By hand: channels of 2 and 1 true pixels with the weights 1/4 and 1, hits 1.5 and 0.5, pixels 4 and 2:
    // 1 - 2 (0.375 + 0.5)/(1 + 2) = 5/12; ∂ = w (1.75 - 6t)/9.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new GeneralizedDice(Weighting.SQUARE, 0, 0, true, null), Shape.of(1, 2, 3),
                new double[]{1, 0.5, 0.5, 0, 0.5, 0.5}, 1, 1, 0, 0, 0, 1).answer();
        assertWithinTwoUlps(evaluation.loss(), 5 / 12.0);
        assertWithinTwoUlps(evaluation.gradient(), -17 / 144.0, -17 / 144.0, 7 / 144.0, 7 / 36.0, 7 / 36.0, -17 / 36.0);
    }

    // By hand: the empty channel weighs as much as the rarest other, 1/2: 1 - 2·(1/2)/(1/2·2 + 1/2·1 + 1/2·2) = 3/5.
    @Test
    void lossWhenChannelHasNoTruePixelsShouldGiveItTheLargestWeight() {
        EvaluationView evaluation = task(new GeneralizedDice(Weighting.SIMPLE, 0, 0, true, null), Shape.of(1, 2, 2),
                new double[]{1, 0, 1, 1}, 1, 1, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.6);
    }

    // From the reference: no weight is finite, so all are 0; the smoothing is what is left.
    @Test
    void lossWhenNoChannelHasTruePixelsShouldBeOfTheSmoothing() {
        double[] predictions = {1, 0, 1, 1};
        for (Weighting weighting : List.of(Weighting.SQUARE, Weighting.SIMPLE)) {
            EvaluationView evaluation = task(new GeneralizedDice(weighting, 0.5, 2, true, null), Shape.of(1, 2, 2),
                    predictions, 0, 0, 0, 0).answer();
            assertThat(evaluation.loss()).containsExactly(0.75);
            assertThat(evaluation.gradient()).containsOnly(0);
        }
        assertThat(
                task(new GeneralizedDice(Weighting.UNIFORM, 0.5, 2, true, null), Shape.of(1, 2, 2), predictions, 0, 0,
                        0, 0).answer().loss())
                .containsExactly(0.9);
    }
}
