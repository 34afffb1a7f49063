package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRules;
import java.util.List;

/** The negative log-likelihood of a mixture of Gaussians. */
@Definition(
    aliases = {"mdn", "mixture_density"},
    summary = "Negative log-likelihood of a Gaussian mixture with predicted weights, means and log-variances, as in mixture density networks.",
    formula = "-\\log \\sum_k \\pi_k \\, \\frac{e^{-q_k/2}}{\\sqrt{2\\pi e^{s_k}}}, \\quad q_k = (t - \\mu_k)^2 e^{-s_k}, \\quad \\pi = \\operatorname{softmax}(\\text{logits})",
    gradient = "\\partial_{logits} = \\pi_k - r_k, \\quad \\partial_{\\mu_k} = r_k (\\mu_k - t)\\,e^{-s_k}, \\quad \\partial_{s_k} = \\tfrac12 r_k (1 - q_k), \\quad r = \\operatorname{softmax}\\left( \\text{logits} - \\tfrac12 (s + q) \\right)",
    edges = {"The components of the mixture are along the last axis.",
            "A logit of -Infinity removes its component; if a logit is +Infinity, or all are -Infinity, the row is NaN.",
            "A mean of ±Infinity removes its component too.",
            "If q overflows for every component, the loss is Infinity and the gradient is that of the component with the smallest q; if every component is infinitely far from the target, the gradient is NaN."},
    references = {"Bishop (1994), Mixture Density Networks, https://publications.aston.ac.uk/id/eprint/373/"},
    examples = {@Example(
        name = "Two values, two components",
        body = """
                        {"logits": [[0.5, -0.25], [0.0, 1.0]], "mean": [[0.0, 1.0], [-1.0, 2.0]], "log_variance": [[0.0, -0.5], [0.25, 1.0]], "targets": [0.75, -0.5]}"""),
            @Example(
                name = "One value",
                body = """
                        {"logits": [0.5, -0.25, 1.0], "mean": [0.0, 1.0, -1.0], "log_variance": [0.0, -0.5, 2.0], "targets": 0.75}""")})
public record GaussianMixtureNll() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("logits", "logits of the mixture weights").differentiable(),
            Input.numbers("mean", "means of the components").differentiable(),
            Input.numbers("log_variance", "log-variances of the components").differentiable(),
            Input.numbers("targets", "observed values").shaped(ShapeRules.PER_ROW));

    private static final int LOGITS = 0;
    private static final int MEAN = 1;
    private static final int LOG_VARIANCE = 2;
    private static final int TARGETS = 3;

    /** Below it an exponential is 0, whatever finite factor it is multiplied by. */
    private static final double NEGLIGIBLE = -5000;

    /** The unit of logits if q overflows for all components: then they may overflow as well. */
    private static final double FAR_UNIT = 4;

    private static final DoubleDouble OUT_OF_REACH = DoubleDouble.of(Double.POSITIVE_INFINITY);

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax prior = new StableSoftmax(row.elements(LOGITS), row.length(), row.scratch(0));
        if (!prior.isDefined()) {
            return row.undefined();
        }
        Posterior posterior = Posterior.of(row);
        if (!posterior.isDefined()) {
            row.undefined();
            return Double.POSITIVE_INFINITY;
        }
        writeLogits(row, prior, posterior);
        writeMean(row, posterior);
        writeLogVariance(row, posterior);
        if (posterior.isFar) {
            return Double.POSITIVE_INFINITY;
        }
        int nearest = posterior.nearest;
        return prior.negativeLogProbability(nearest).plus(row.elements(LOGITS)[nearest]).minus(posterior.logit(nearest))
                .minus(posterior.logSum()).plus(Extended.LOG_TWO_PI.half()).value();
    }

    private static void writeLogits(Row row, StableSoftmax prior, Posterior posterior) {
        double[] gradient = row.gradient(LOGITS);
        for (int k = 0; gradient != null && k < row.length(); k++) {
            gradient[k] = prior.probability(k).minus(posterior.probability(k).toDoubleDouble()).value();
        }
    }

    private static void writeMean(Row row, Posterior posterior) {
        double[] gradient = row.gradient(MEAN);
        for (int k = 0; gradient != null && k < row.length(); k++) {
            DoubleDouble precision = DoubleDouble.of(-row.elements(LOG_VARIANCE)[k]);
            gradient[k] = posterior.isNegligible(k)
                    ? 0
                    : posterior.probability(k, precision).times(distance(row, k)).value();
        }
    }

    private static void writeLogVariance(Row row, Posterior posterior) {
        double[] gradient = row.gradient(LOG_VARIANCE);
        for (int k = 0; gradient != null && k < row.length(); k++) {
            gradient[k] = posterior.isNegligible(k)
                    ? 0
                    : posterior.probability(k).times(
                            Mahalanobis.halfComplement(distance(row, k), row.elements(LOG_VARIANCE)[k])).value();
        }
    }

    /** μ_k − t. */
    private static ScaledDoubleDouble distance(Row row, int k) {
        return ScaledDoubleDouble.difference(row.elements(MEAN)[k], row.element(TARGETS));
    }

    /**
     * The posterior probabilities of the components given the target: the softmax of logits with extra digits or, if q
     * overflows for all components, that of the nearest ones.
     */
    private record Posterior(double[] logits, double[] tails, int nearest, boolean isFar, DoubleDouble others) {

        static Posterior of(Row row) {
            double[] logits = row.scratch(1);
            double[] tails = row.scratch(2);
            int nearest = 0;
            for (int k = 0; k < row.length(); k++) {
                double logVariance = row.elements(LOG_VARIANCE)[k];
                DoubleDouble logit = Mahalanobis.precise(distance(row, k), logVariance).plus(logVariance).half()
                        .negated().plus(row.elements(LOGITS)[k]);
                logits[k] = logit.hi();
                tails[k] = logit.lo();
                nearest = logits[k] > logits[nearest] ? k : nearest;
            }
            boolean isFar = logits[nearest] == Double.NEGATIVE_INFINITY;
            if (isFar) {
                nearest = keepNearest(row, logits, tails);
            }
            CompensatedSum others = new CompensatedSum();
            for (int k = 0; k < row.length(); k++) {
                if (k != nearest) {
                    DoubleDouble exponent = difference(logits, tails, k, nearest, isFar);
                    others.add(Elementary.exp(exponent.hi(), exponent.lo()));
                }
            }
            return new Posterior(logits, tails, nearest, isFar, new DoubleDouble(others.hi(), others.lo()));
        }

        /**
         * Removes all components except those with the smallest q, whose logits are those without q in {@link #FAR_UNIT}, and
         * returns the most likely of these.
         */
        private static int keepNearest(Row row, double[] logits, double[] tails) {
            DoubleDouble least = OUT_OF_REACH;
            for (int k = 0; k < row.length(); k++) {
                DoubleDouble distance = logDistance(row, k);
                least = distance.isLessThan(least) ? distance : least;
            }
            int nearest = 0;
            for (int k = 0; k < row.length(); k++) {
                if (logDistance(row, k).equals(least) && !least.equals(OUT_OF_REACH)) {
                    DoubleDouble logit = DoubleDouble.difference(row.elements(LOGITS)[k] / FAR_UNIT,
                            0.5 * row.elements(LOG_VARIANCE)[k] / FAR_UNIT);
                    logits[k] = logit.hi();
                    tails[k] = logit.lo();
                }
                nearest = logits[k] > logits[nearest] ? k : nearest;
            }
            return nearest;
        }

        /** log q. */
        private static DoubleDouble logDistance(Row row, int k) {
            double logVariance = row.elements(LOG_VARIANCE)[k];
            boolean isIncluded = Double.isFinite(row.elements(LOGITS)[k]) && Double.isFinite(logVariance);
            return isIncluded ? Extended.log(distance(row, k).abs()).times(2).minus(logVariance) : OUT_OF_REACH;
        }

        private static DoubleDouble difference(double[] logits, double[] tails, int k, int nearest, boolean isFar) {
            DoubleDouble difference = new DoubleDouble(logits[k], tails[k])
                    .minus(new DoubleDouble(logits[nearest], tails[nearest]));
            return isFar ? difference.times(FAR_UNIT) : difference;
        }

        boolean isDefined() {
            return Double.isFinite(logits[nearest]) && !Double.isNaN(others.hi());
        }

        DoubleDouble logit(int k) {
            return new DoubleDouble(logits[k], tails[k]);
        }

        /** The logarithm of the sum of exponentials relative to the largest. */
        double logSum() {
            return Elementary.log1p(others.hi(), others.lo());
        }

        boolean isNegligible(int k) {
            return !(difference(logits, tails, k, nearest, isFar).hi() >= NEGLIGIBLE);
        }

        ScaledDoubleDouble probability(int k) {
            return probability(k, DoubleDouble.ZERO);
        }

        /** The probability of a component times an exponential. */
        ScaledDoubleDouble probability(int k, DoubleDouble exponent) {
            return Extended.scaledExp(difference(logits, tails, k, nearest, isFar).plus(exponent))
                    .dividedBy(others.plus(1));
        }
    }
}
