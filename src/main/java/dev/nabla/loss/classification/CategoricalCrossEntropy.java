package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Cross-entropy of probabilities, normalized and clipped as in Keras. */
@Definition(
    aliases = {"categorical_crossentropy", "sparse_categorical_crossentropy", "sparse_categorical_cross_entropy"},
    summary = "Cross-entropy of class probabilities, which are normalized and clipped first; for logits use cross_entropy.",
    formula = "-\\sum_c q_c \\log r_c, \\quad r = \\min(\\max(u, \\text{eps}), 1 - \\text{eps}), \\quad u = x / S, \\; S = \\sum_c x_c, \\quad q_c = (1 - \\varepsilon)\\,t_c + \\varepsilon / C",
    gradient = "\\frac{1}{S} \\Bigl( a_c - \\sum_k a_k u_k \\Bigr), \\quad a_c = -q_c / u_c \\text{ where } \\text{eps} \\le u_c \\le 1 - \\text{eps}, \\text{ else } 0",
    edges = {"Targets are class indices, or class probabilities if they have the shape of the predictions.",
            "The loss of a clipped probability is constant; its gradient comes from the other classes alone, through S.",
            "u is not clipped at exactly eps or 1 - eps.",
            "If the probabilities of a row sum to 0 or to Infinity, the row is NaN.",
            "mean divides by the number of rows that are not ignored."},
    references = {"Keras CategoricalCrossentropy", "Keras SparseCategoricalCrossentropy, with from_logits=False"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[0.2, 0.3, 0.5], [0.7, 0.1, 0.2]], "targets": [2, 0]}"""),
            @Example(
                name = "Class probabilities as targets, predictions that do not sum to 1",
                body = """
                        {"predictions": [[2, 1, 1], [0.5, 0.5, 0]], "targets": [[0.25, 0.25, 0.5], [0, 1, 0]], "reduction": "sum"}""")})
public record CategoricalCrossEntropy(
    @Option(value = "probabilities are clipped to [eps, 1 - eps]", within = "(0, 0.5)") double eps,
    @Option(
        value = "fraction of each target distributed uniformly over all classes",
        within = "[0, 1]") double labelSmoothing,
    @Option("target value that is ignored") @Nullable Long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "probabilities, classes along the last axis").within("[0, inf]")
                    .differentiable(),
            Input.classesOrProbabilities("targets", "ground truth class indices, or class probabilities"));

    public CategoricalCrossEntropy {
        OptionSpec.check(CategoricalCrossEntropy.class, "eps", eps);
        OptionSpec.check(CategoricalCrossEntropy.class, "labelSmoothing", labelSmoothing);
    }

    public CategoricalCrossEntropy() {
        this(1e-7, 0, null);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public OptionalLong ignoredIndex() {
        return ignoreIndex == null ? OptionalLong.empty() : OptionalLong.of(ignoreIndex);
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        Shares shares = Shares.of(row, eps);
        if (!(shares.sum.hi() > 0 && shares.sum.hi() < Double.POSITIVE_INFINITY)) {
            return row.undefined();
        }
        DoubleDouble loss = DoubleDouble.ZERO;
        DoubleDouble active = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble target = target(row, c);
            if (!target.isZero()) {
                loss = loss.plus(target.times(shares.surprisal(c)));
                active = shares.isClipped(c) ? active : active.plus(target);
            }
        }
        double[] gradient = row.gradient(0);
        for (int c = 0; gradient != null && c < row.length(); c++) {
            DoubleDouble target = target(row, c);
            boolean isActive = !target.isZero() && !shares.isClipped(c);
            DoubleDouble derivative = isActive ? active.minus(target).minus(target.times(shares.odds(c))) : active;
            gradient[c] = derivative.dividedBy(shares.sum).times(shares.unit).value();
        }
        return loss.value();
    }

    private DoubleDouble target(Row row, int c) {
        return LabelSmoothing.smooth(Targets.probability(row, c), labelSmoothing, row.length());
    }

    /**
     * Normalized probabilities. The largest is stored separately from the sum of the others, so that one minus its
     * share needs no subtraction; only the largest can exceed 1/2. Huge ones are multiplied by a power of two, so that their
     * sum is finite.
     */
    private record Shares(
        double[] parts,
        double unit,
        double eps,
        int largest,
        DoubleDouble others,
        DoubleDouble sum) {

        private static final double HUGE = 0x1p900;

        static Shares of(Row row, double eps) {
            int count = row.length();
            int largest = 0;
            for (int c = 1; c < count; c++) {
                largest = row.elements(0)[c] > row.elements(0)[largest] ? c : largest;
            }
            double unit = row.elements(0)[largest] > HUGE ? 1 / HUGE : 1;
            double[] parts = unit == 1 ? row.elements(0) : scaled(row, unit);
            CompensatedSum sum = new CompensatedSum();
            for (int c = 0; c < count; c++) {
                sum.add(c == largest ? 0 : parts[c]);
            }
            DoubleDouble others = new DoubleDouble(sum.hi(), sum.lo());
            return new Shares(parts, unit, eps, largest, others, others.plus(parts[largest]));
        }

        private static double[] scaled(Row row, double unit) {
            double[] scaled = row.scratch(0);
            for (int c = 0; c < row.length(); c++) {
                scaled[c] = row.elements(0)[c] * unit;
            }
            return scaled;
        }

        boolean isClipped(int c) {
            return isLow(c) || isHigh(c);
        }

        private boolean isLow(int c) {
            return DoubleDouble.of(parts[c]).isLessThan(sum.times(eps));
        }

        private boolean isHigh(int c) {
            return c == largest && others.isLessThan(sum.times(eps));
        }

        /** The negative logarithm of the clipped probability of a class. */
        DoubleDouble surprisal(int c) {
            if (isLow(c)) {
                return DoubleDouble.of(-Elementary.log(eps));
            }
            if (isHigh(c)) {
                return DoubleDouble.of(-Elementary.log1p(-eps));
            }
            DoubleDouble rest = others.dividedBy(sum);
            if (c == largest && rest.hi() < 0.5) {
                return DoubleDouble.of(-Elementary.log1p(-rest.hi(), -rest.lo()));
            }
            DoubleDouble share = DoubleDouble.of(parts[c]).dividedBy(sum);
            return DoubleDouble.normalized(-Elementary.log(share.hi()), -share.lo() / share.hi());
        }

        /** The sum of the other classes divided by a class's own. */
        DoubleDouble odds(int c) {
            return (c == largest ? others : sum.minus(parts[c])).dividedBy(parts[c]);
        }
    }
}
