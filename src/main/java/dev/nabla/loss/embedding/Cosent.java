package dev.nabla.loss.embedding;

import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The smooth maximum of how much less similar pairs of texts are predicted to be more similar than others. */
@Definition(
    aliases = {"cosent_loss"},
    summary = "CoSENT: log-sum-exp of how far the similarity of each pair of texts exceeds that of every pair with a higher gold score.",
    formula = "\\log \\Bigl( 1 + \\sum_{(i,j):\\, t_i > t_j} e^{s (x_j - x_i)} \\Bigr) = \\log(1 + S)",
    gradient = "\\frac{s}{1 + S} \\Bigl( \\sum_{i:\\, t_i > t_k} e^{s (x_k - x_i)} - \\sum_{j:\\, t_j < t_k} e^{s (x_j - x_k)} \\Bigr)",
    edges = {"If no two gold scores differ, loss and gradient are 0.",
            "Items of equal gold score are not compared.",
            "Masked items are not compared with any; if all are masked, the loss is NaN.",
            "Takes time n log n for n items, not one step per pair of them.",
            "Does not overflow for any finite similarities; an infinite or NaN similarity makes the loss NaN.",
            "The loss is one number: the only reduction is mean, and there are no sample weights."},
    references = {"Su (2022), CoSENT: a more efficient sentence vector scheme, https://kexue.fm/archives/8847",
            "Sentence-Transformers CoSENTLoss"},
    examples = {@Example(name = "Three pairs of texts", body = """
                {"predictions": [0.5, 0.25, 0.75], "targets": [1, 0, 0.5]}"""),
            @Example(
                name = "A softer maximum, one pair masked",
                body = """
                        {"predictions": [0.5, 0.25, 0.75], "targets": [1, 0, 0.5], "scale": 5, "mask": [true, true, false]}""")})
public record Cosent(@Option(value = "factor of differences of similarities", within = "(0, inf)") double scale)
        implements AggregateLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted similarities").shaped("N").differentiable(),
            Input.numbers("targets", "gold scores"));

    public Cosent {
        OptionSpec.check(Cosent.class, "scale", scale);
    }

    public Cosent() {
        this(20);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.of(Reduction.MEAN);
    }

    @Override
    public Pass forward(WeightedBatch batch) {
        OrderedExcesses excesses = OrderedExcesses.of(batch.elements(0), batch.elements(1), batch::isIncluded, scale);
        return new Pass() {

            @Override
            public double loss() {
                return areFinite(batch) ? excesses.logSum() : Double.NaN;
            }

            @Override
            public void gradient(int input, int from, int to, double upstream, double[] gradient) {
                excesses.gradient(upstream, gradient);
            }
        };
    }

    private static boolean areFinite(WeightedBatch batch) {
        double[] similarities = batch.elements(0);
        double[] scores = batch.elements(1);
        return IntStream.range(0, similarities.length).filter(batch::isIncluded)
                .allMatch(item -> Double.isFinite(similarities[item]) && !Double.isNaN(scores[item]));
    }
}
