package dev.nabla.loss.ranking;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import java.util.List;
import java.util.stream.IntStream;

/** The negative NDCG of each list with smooth ranks. */
@Definition(
    aliases = {"approx_ndcg_loss"},
    summary = "ApproxNDCG: negative NDCG of each list, with ranks made smooth by sigmoids of score differences.",
    formula = "-\\frac{1}{M} \\sum_i \\frac{G_i}{\\log_2(1 + r_i)}, \\quad r_i = 1 + \\sum_{j \\ne i} \\sigma\\Bigl(\\frac{x_j - x_i}{\\tau}\\Bigr), \\quad G_i = 2^{t_i} - 1, \\quad M \\text{ the DCG of the order by relevance}",
    gradient = "\\sum_{i \\ne k} (a_i - a_k)\\, b_{ik}, \\quad a_i = \\frac{G_i \\ln 2}{M (1 + r_i) \\ln^2(1 + r_i)}, \\quad b_{ik} = \\frac{\\sigma(u)\\,\\sigma(-u)}{\\tau}, \\quad u = \\frac{x_k - x_i}{\\tau}",
    edges = {
            "The loss is at least -1; it nears the negative NDCG as the temperature falls, except that equal scores share their ranks.",
            "A list whose relevance is all 0 has loss 0 and gradient 0, and counts in the mean.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "A list of one item of some relevance has loss -1 and gradient 0.",
            "A NaN score, or two infinite ones of the same sign, make their list NaN.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Qin, Liu, Li (2010), A general approximation framework for direct optimization of information retrieval measures, https://doi.org/10.1007/s10791-009-9124-x",
            "TensorFlow Ranking ApproxNDCGLoss (temperature 0.1)", "Rax approx_ndcg (temperature 1)"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Two groups by ids, one loss per group, smoother ranks",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1], "targets": [1, 0, 0, 2, 1], "group_ids": [7, 9, 7, 9, 9], "temperature": 0.5, "reduction": "none"}""")})
public record ApproxNdcg(
    @Option(
        value = "what score differences are divided by; smaller is closer to NDCG",
        within = "(0, inf)") double temperature)
        implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().differentiable(),
            ListwiseLoss.relevance().within("[0, inf)"));

    public ApproxNdcg {
        OptionSpec.check(ApproxNdcg.class, "temperature", temperature);
    }

    public ApproxNdcg() {
        this(0.1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Cost cost(Inputs inputs) {
        return ListwiseLoss.costOfPairs(inputs);
    }

    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        Gains gains = new Gains(relevance, RelevanceOrder.of(relevance), scores.length);
        return gains.isZero()
                ? ConstantTerms.ZERO
                : new SmoothRanks(gains, new ScaledDifferences(scores, 1, temperature), scores.length, temperature);
    }

    private record SmoothRanks(Gains gains, ScaledDifferences differences, int count, double temperature)
            implements ListTerms {

        @Override
        public double value() {
            DoubleDoubleRow ranks = ranks();
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < count; i++) {
                sum.add(gains.share(i).times(Discounts.of(ranks.get(i))));
            }
            return 0.0 - sum.value();
        }

        private DoubleDoubleRow ranks() {
            DoubleDoubleRow ranks = DoubleDoubleRow.ofLength(count);
            DoubleDoubleRow row = DoubleDoubleRow.ofLength(count);
            int[] items = items();
            for (int i = 0; i < count; i++) {
                Deadline.check();
                differences.sigmoids(items, 0, i, row);
                row.set(i, DoubleDouble.ONE);
                CompensatedSum rank = new CompensatedSum();
                rank.add(row.high(), 0, count);
                rank.add(row.low(), 0, count);
                ranks.set(i, rank.total());
            }
            return ranks;
        }

        private int[] items() {
            return IntStream.range(0, count).toArray();
        }

        @Override
        public void gradient(DoubleDouble cotangent, double[] gradient) {
            DoubleDoubleRow slopes = slopes();
            CompensatedSums sums = new CompensatedSums(count);
            DoubleDoubleRow row = DoubleDoubleRow.ofLength(count);
            int[] items = items();
            for (int i = 0; i < count; i++) {
                Deadline.check();
                differences.derivatives(items, i + 1, i, row);
                DoubleDouble slope = slopes.get(i);
                for (int k = i + 1; k < count; k++) {
                    DoubleDouble pull = row.get(k).times(slope.minus(slopes.get(k)));
                    sums.add(k, pull);
                    sums.add(i, pull.negated());
                }
            }
            ScaledDoubleDouble factor = ScaledDoubleDouble.of(cotangent).dividedBy(DoubleDouble.of(temperature));
            for (int k = 0; k < count; k++) {
                gradient[k] = sums.product(k, factor);
            }
        }

        /** The derivative of the loss with respect to each rank. */
        private DoubleDoubleRow slopes() {
            DoubleDoubleRow slopes = ranks();
            for (int i = 0; i < count; i++) {
                DoubleDouble next = slopes.get(i).plus(1);
                DoubleDouble log = Extended.log(next);
                slopes.set(i, gains.share(i).times(Extended.LOG_TWO).dividedBy(next.times(log.squared())));
            }
            return slopes;
        }
    }
}
