package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The logistic loss of pairs of items, each weighted by how much NDCG would change if the two exchanged their places. */
@Definition(
    aliases = {"lambda_rank"},
    summary = "LambdaRank: pairwise logistic loss, each pair weighted by the change of NDCG if its items exchanged their places.",
    formula = "\\sum_{(i,j):\\, t_i > t_j} w_{ij} \\log(1 + e^{-u_{ij}}), \\quad u_{ij} = \\sigma (x_i - x_j), \\quad w_{ij} = \\frac{|G_i - G_j|\\,|D(r_i) - D(r_j)|}{M}, \\quad G_i = 2^{t_i} - 1, \\quad D(r) = \\frac{1}{\\log_2(1 + r)} \\text{ for } r \\le k, \\text{ else } 0",
    gradient = "\\sigma \\Bigl( \\sum_{i:\\, t_i > t_m} w_{im}\\, S(-u_{im}) - \\sum_{j:\\, t_j < t_m} w_{mj}\\, S(-u_{mj}) \\Bigr), \\quad S(u) = \\frac{1}{1 + e^{-u}}, \\quad w \\text{ constant}",
    hessian = "\\sigma^2 \\sum_{j:\\, t_j \\ne t_m} w_{mj}\\, S(u_{mj})\\, S(-u_{mj})",
    edges = {"Ranks r follow the scores, highest first; of equal scores the lower index ranks first.",
            "M is the DCG of the order by relevance, cut at k; a list whose relevance is all 0 has loss 0 and gradient 0.",
            "Weights are constant for the gradient, although they depend on the order of the scores.",
            "LightGBM and XGBoost may also normalize the lambdas of a list; this loss does not.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "A list of one item, or with equal relevance, has loss 0 and gradient 0, and counts in the mean.",
            "Does not overflow for any finite scores and relevance.",
            "A NaN score makes its list NaN and leaves the others alone.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Burges (2010), From RankNet to LambdaRank to LambdaMART: an overview, https://www.microsoft.com/en-us/research/publication/from-ranknet-to-lambdarank-to-lambdamart-an-overview/",
            "LightGBM lambdarank", "XGBoost rank:ndcg"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Query groups by sizes, NDCG@3, gradient and Hessian as boosting libraries take them",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1, 0.25], "targets": [1, 0, 0, 2, 1, 0], "group_sizes": [4, 2], "k": 3, "reduction": "sum", "hessian": "diagonal"}""")})
public record Lambdarank(
    @Option(value = "steepness of the logistic function of score differences", within = "(0, inf)") double sigma,
    @Option(value = "how many ranks count, as in NDCG@k; null for all", within = "[1, inf)") @Nullable Long k)
        implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance().within("[0, inf)"));

    public Lambdarank {
        OptionSpec.check(Lambdarank.class, "sigma", sigma);
        if (k != null) {
            OptionSpec.check(Lambdarank.class, "k", k);
        }
    }

    public Lambdarank() {
        this(1, null);
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
        RelevanceOrder order = RelevanceOrder.of(relevance);
        long depth = k == null ? scores.length : k;
        Gains gains = new Gains(relevance, order, depth);
        if (gains.isZero()) {
            return ConstantTerms.ZERO;
        }
        DoubleDoubleRow discounts = discounts(scores, depth);
        RelevanceOrder.Pairs pairs = depth < scores.length
                ? order.with(item -> discounts.high()[item] != 0)
                : order.all();
        return new LogisticPairs(scores, sigma, pairs, (higher, lower, from, into) -> {
            gains.writeDifferences(higher, lower, from, into);
            discount(higher, lower, from, discounts, into);
        }, 1);
    }

    /** Multiplies the differences of gains by those of discounts. */
    private static void discount(int higher, int[] lower, int from, DoubleDoubleRow discounts, DoubleDoubleRow into) {
        DoubleDouble discount = discounts.get(higher);
        for (int k = from; k < lower.length; k++) {
            into.set(k, into.get(k).times(discount.minus(discounts.get(lower[k])).abs()));
        }
    }

    /** The discount of each item's rank by score; 0 beyond a depth. */
    private static DoubleDoubleRow discounts(double[] scores, long depth) {
        DoubleDoubleRow discounts = DoubleDoubleRow.ofLength(scores.length);
        int[] order = RelevanceOrder.byFalling(scores);
        for (int place = 0; place < Math.min(depth, order.length); place++) {
            discounts.set(order[place], Discounts.of(place + 1));
        }
        return discounts;
    }
}
