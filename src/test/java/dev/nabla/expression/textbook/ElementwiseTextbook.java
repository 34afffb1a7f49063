package dev.nabla.expression.textbook;

import static dev.nabla.loss.Textbook.formula;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.boosting.Aft;
import dev.nabla.loss.boosting.BinaryLogistic;
import dev.nabla.loss.boosting.CountPoisson;
import dev.nabla.loss.boosting.RegGamma;
import dev.nabla.loss.boosting.RegTweedie;
import dev.nabla.loss.classification.Asymmetric;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.Exponential;
import dev.nabla.loss.classification.Hinge;
import dev.nabla.loss.classification.ModifiedHuber;
import dev.nabla.loss.classification.Perceptron;
import dev.nabla.loss.classification.SigmoidFocal;
import dev.nabla.loss.classification.SmoothHinge;
import dev.nabla.loss.classification.SoftMargin;
import dev.nabla.loss.classification.Sparsemax;
import dev.nabla.loss.classification.SquaredHinge;
import dev.nabla.loss.embedding.HingeEmbedding;
import dev.nabla.loss.probabilistic.CrpsGaussian;
import dev.nabla.loss.probabilistic.GammaDeviance;
import dev.nabla.loss.probabilistic.GammaNll;
import dev.nabla.loss.probabilistic.GaussianKl;
import dev.nabla.loss.probabilistic.GaussianLogVarianceNll;
import dev.nabla.loss.probabilistic.GaussianNll;
import dev.nabla.loss.probabilistic.GeneralizedKl;
import dev.nabla.loss.probabilistic.JsDiv;
import dev.nabla.loss.probabilistic.KlDiv;
import dev.nabla.loss.probabilistic.LaplaceNll;
import dev.nabla.loss.probabilistic.LogNormalNll;
import dev.nabla.loss.probabilistic.NegativeBinomialNll;
import dev.nabla.loss.probabilistic.NormalKlDiv;
import dev.nabla.loss.probabilistic.PoissonDeviance;
import dev.nabla.loss.probabilistic.PoissonNll;
import dev.nabla.loss.probabilistic.StudentTNll;
import dev.nabla.loss.probabilistic.TweedieDeviance;
import dev.nabla.loss.probabilistic.WeibullNll;
import dev.nabla.loss.ranking.Bpr;
import dev.nabla.loss.ranking.MarginRanking;
import dev.nabla.loss.regression.Barron;
import dev.nabla.loss.regression.Cauchy;
import dev.nabla.loss.regression.Charbonnier;
import dev.nabla.loss.regression.EpsilonInsensitive;
import dev.nabla.loss.regression.Expectile;
import dev.nabla.loss.regression.Fair;
import dev.nabla.loss.regression.GemanMcclure;
import dev.nabla.loss.regression.HalfSquaredError;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.LogCosh;
import dev.nabla.loss.regression.Lq;
import dev.nabla.loss.regression.Mape;
import dev.nabla.loss.regression.Mse;
import dev.nabla.loss.regression.Msle;
import dev.nabla.loss.regression.PseudoHuber;
import dev.nabla.loss.regression.Quantile;
import dev.nabla.loss.regression.Smape;
import dev.nabla.loss.regression.SmoothL1;
import dev.nabla.loss.regression.SquaredEpsilonInsensitive;
import dev.nabla.loss.regression.TukeyBiweight;
import dev.nabla.loss.regression.Welsch;
import dev.nabla.loss.regression.Wing;
import dev.nabla.loss.reinforcement.Cispo;
import dev.nabla.loss.reinforcement.Grpo;
import dev.nabla.loss.reinforcement.ImportanceSampling;
import dev.nabla.loss.reinforcement.PpoClip;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Elementwise losses as formulas. */
final class ElementwiseTextbook {

    private static final String SMOOTHED = "q = t*(1 - label_smoothing) + label_smoothing/2\n";
    private static final String RATIO = "r = exp(log_probs - old_log_probs)\n";
    private static final String MARGIN = "z = where(t > 0, x, -x)\n";

    private ElementwiseTextbook() {}

    static Optional<Textbook> of(ElementwiseLoss loss) {
        return Optional.ofNullable(switch (loss.getClass().getPackageName().replaceAll(".*\\.", "")) {
            case "regression" -> regression(loss);
            case "classification" -> classification(loss);
            case "probabilistic" -> probabilistic(loss);
            case "boosting" -> boosting(loss);
            case "ranking", "embedding" -> comparison(loss);
            case "reinforcement" -> policy(loss);
            default -> null;
        });
    }

    private static @Nullable Textbook regression(ElementwiseLoss loss) {
        return switch (loss) {
            case L1() -> formula("abs(x - t)");
            case Mse() -> formula("(x - t)^2");
            case HalfSquaredError() -> formula("0.5*(x - t)^2");
            case SmoothL1(double beta) when beta == 0 -> formula("abs(x - t)");
            case SmoothL1 _ -> formula("""
                    d = x - t
                    where(abs(d) < beta, 0.5*d^2/beta, abs(d) - 0.5*beta)""");
            case Huber _ -> formula("""
                    d = x - t
                    where(abs(d) < delta, 0.5*d^2, delta*(abs(d) - 0.5*delta))""");
            case PseudoHuber _ -> formula("delta^2*(sqrt(1 + ((x - t)/delta)^2) - 1)")
                    .stable("""
                            d = x - t
                            delta*d^2/(hypot(d, delta) + delta)""");
            case Charbonnier _ -> formula("sqrt((x - t)^2 + eps^2)").stable("hypot(x - t, eps)");
            case LogCosh() -> formula("log(cosh(x - t))")
                    .stable("""
                            d = x - t
                            where(abs(d) < 1, log1p(2*sinh(d/2)^2), abs(d) + log1p(exp(-2*abs(d))) - log(2))""");
            case Quantile _ -> formula("where(x < t, quantile*(t - x), (1 - quantile)*(x - t))");
            case Expectile _ -> formula("""
                    d = x - t
                    where(d <= 0, expectile, 1 - expectile)*d^2""");
            case Mape _ -> formula("scale*abs(x - t)/maximum(abs(t), eps)");
            case Smape _ -> formula("2*scale*abs(x - t)/maximum(abs(x) + abs(t), eps)")
                    .stable("""
                            s = abs(x) + abs(t)
                            r = where(abs(x) < abs(t), x/t, t/x)
                            relative = with_gradient(abs(x - t)/s, (1 - r)/(1 + r))
                            2*scale*where(s > eps, where(x*t < 0, 1, relative), abs(x - t)/eps)""");
            case Msle(Double clip) when clip == null -> formula("(log(1 + x) - log(1 + t))^2")
                    .stable("log1p(abs(x - t)/(1 + minimum(x, t)))^2");
            case Msle _ -> formula("(log(1 + maximum(x, clip)) - log(1 + maximum(t, clip)))^2")
                    .stable("""
                            a = maximum(x, clip)
                            b = maximum(t, clip)
                            log1p(abs(a - b)/(1 + minimum(a, b)))^2""");
            case Cauchy _ -> formula("0.5*c^2*log(1 + ((x - t)/c)^2)").stable("0.5*c^2*log1p(((x - t)/c)^2)");
            case Fair _ -> formula("""
                    u = abs(x - t)/c
                    c^2*(u - log(1 + u))""").stable("""
                    u = abs(x - t)/c
                    -c^2*log1pmx(u)""");
            case Welsch _ -> formula("0.5*c^2*(1 - exp(-((x - t)/c)^2))").stable("-0.5*c^2*expm1(-((x - t)/c)^2)");
            case GemanMcclure _ -> formula("""
                    u = (x - t)/c
                    0.5*c^2*u^2/(1 + u^2)""").stable("""
                    u = (x - t)/c
                    with_gradient(0.5*c^2*u^2/(1 + u^2), -0.5*c^2/(1 + u^2))""");
            case TukeyBiweight _ -> formula("""
                    u = (x - t)/c
                    c^2/6*(1 - where(abs(u) < 1, 1 - u^2, 0)^3)""").stable("""
                    u = (x - t)/c
                    v = where(abs(u) < 1, with_gradient((1 - u)*(1 + u), -u^2), 0)
                    c^2/6*with_gradient(where(abs(u) < 1, u^2, 1)*(1 + v + v^2), -v^3)""");
            case Barron(double alpha, double _) when alpha == 2 -> formula("0.5*((x - t)/c)^2");
            case Barron(double alpha, double _) when alpha == 0 -> formula("log(1 + 0.5*((x - t)/c)^2)")
                    .stable("log1p(0.5*((x - t)/c)^2)");
            case Barron(double alpha, double _) when alpha == Double.NEGATIVE_INFINITY ->
                formula("1 - exp(-0.5*((x - t)/c)^2)").stable("-expm1(-0.5*((x - t)/c)^2)");
            case Barron _ -> formula("""
                    b = abs(alpha - 2)
                    b/alpha*((1 + ((x - t)/c)^2/b)^(alpha/2) - 1)""").stable("""
                    b = abs(alpha - 2)
                    b/alpha*expm1(alpha/2*log1p(((x - t)/c)^2/b))""");
            case EpsilonInsensitive _ -> formula("maximum(0, abs(x - t) - epsilon)");
            case SquaredEpsilonInsensitive _ -> formula("maximum(0, abs(x - t) - epsilon)^2");
            case Wing _ -> formula("""
                    a = abs(x - t)
                    where(a < omega, omega*log(1 + a/epsilon), a - omega + omega*log(1 + omega/epsilon))""").stable("""
                    a = abs(x - t)
                    where(a < omega, omega*log1p(a/epsilon), a - omega + omega*log1p(omega/epsilon))""");
            case Lq _ -> formula("abs(x - t)^q");
            default -> null;
        };
    }

    private static @Nullable Textbook classification(ElementwiseLoss loss) {
        return switch (loss) {
            case BinaryCrossEntropy(double _, Double clip) when clip == null -> formula(SMOOTHED + """
                    -(q*maximum(log(x), -100) + (1 - q)*maximum(log(1 - x), -100))""").stable(SMOOTHED + """
                    -(q*maximum(log(x), -100) + (1 - q)*maximum(log1p(-x), -100))""");
            case BinaryCrossEntropy _ -> formula(SMOOTHED + """
                    p = clip(x, clip, 1 - clip)
                    -(q*log(p) + (1 - q)*log(1 - p))""").stable(SMOOTHED + """
                    p = clip(x, clip, 1 - clip)
                    -(q*log(p) + (1 - q)*log1p(-p))""");
            case BinaryCrossEntropyWithLogits _ -> formula(SMOOTHED + """
                    -(pos_weight*q*log(sigmoid(x)) + (1 - q)*log(1 - sigmoid(x)))""").stable(SMOOTHED + """
                    pos_weight*q*softplus(-x) + (1 - q)*softplus(x)""");
            case SoftMargin() -> formula(MARGIN + "log(1 + exp(-z))").stable(MARGIN + "softplus(-z)");
            case Hinge _ -> formula(MARGIN + "maximum(0, margin - z)");
            case SquaredHinge _ -> formula(MARGIN + "maximum(0, margin - z)^2");
            case Perceptron() -> formula(MARGIN + "maximum(0, -z)");
            case ModifiedHuber() -> formula(MARGIN + "where(z >= 1, 0, where(z >= -1, (1 - z)^2, -4*z))");
            case SmoothHinge() -> formula(MARGIN + "where(z >= 1, 0, where(z > 0, 0.5*(1 - z)^2, 0.5 - z))");
            case Exponential() -> formula(MARGIN + "exp(-z)");
            case Sparsemax() -> formula(MARGIN + "where(z >= 1, 0, where(z > -1, 0.25*(1 - z)^2, -z))");
            case SigmoidFocal(Double alpha, double _) -> {
                boolean isWeighted = alpha != null && alpha >= 0;
                String factor = isWeighted ? "(alpha*t + (1 - alpha)*(1 - t))*" : "";
                yield formula("p = sigmoid(x)\n" + factor
                        + "(t*(1 - p) + (1 - t)*p)^gamma*-(t*log(p) + (1 - t)*log(1 - p))")
                        .stable(factor + "(t*sigmoid(-x) + (1 - t)*sigmoid(x))^gamma"
                                + "*(t*softplus(-x) + (1 - t)*softplus(x))");
            }
            case Asymmetric _ -> formula("""
                    p = sigmoid(x)
                    m = maximum(p - clip, 0)
                    where(t == 1, -(1 - p)^gamma_pos*log(p), -m^gamma_neg*log(1 - m))""").stable("""
                    m = relu(sigmoid(x) - clip)
                    n = where(m < 0.5, -log1p(-m), -log(sigmoid(-x) + clip))
                    where(t == 1, sigmoid(-x)^gamma_pos*softplus(-x), m^gamma_neg*n)""");
            default -> null;
        };
    }

    private static @Nullable Textbook probabilistic(ElementwiseLoss loss) {
        return switch (loss) {
            case GaussianNll(boolean full, double _) -> formula("""
                    v = with_gradient(maximum(var, eps), var)
                    0.5*(log(v) + (x - t)^2/v)""" + (full ? " + 0.5*log(2*pi)" : ""));
            case GaussianLogVarianceNll(boolean full) ->
                formula("0.5*(log_variance + (x - t)^2*exp(-log_variance))" + (full ? " + 0.5*log(2*pi)" : ""));
            case LaplaceNll() -> formula("log(2*scale) + abs(x - t)/scale");
            case LogNormalNll() -> formula("log(t) + log(scale) + 0.5*log(2*pi) + 0.5*((log(t) - x)/scale)^2");
            case GammaNll() -> formula("""
                    lgamma(concentration) - concentration*log(rate) - (concentration - 1)*log(t) + rate*t""");
            case NegativeBinomialNll() -> formula("""
                    r = dispersion
                    lgamma(r) + lgamma(t + 1) - lgamma(t + r) + r*log(1 + x/r) + t*log(1 + r/x)""").stable("""
                    r = dispersion
                    nll = lgamma(r) + lgamma(t + 1) - lgamma(t + r) + r*log1p(x/r) + t*log1p(r/x)
                    slope = digamma(r) - digamma(t + r) + t/(r + x) - log1pmx(-x/(r + x))
                    with_gradient(nll, x*stop_gradient(r/x*(x - t)/(r + x)) + r*stop_gradient(slope))""")
                    .losing(1024, "digamma(t + r) - digamma(r) and t/(r + x) cancel, where r is large");
            case WeibullNll() -> formula("""
                    z = t/scale
                    log(scale) - log(concentration) - (concentration - 1)*log(z) + z^concentration""");
            case StudentTNll(double df) -> formula("""
                    u = (x - t)/scale
                    lgamma(df/2) - lgamma((df + 1)/2) + 0.5*log(df*pi) + log(scale) + (df + 1)/2*log(1 + u^2/df)""")
                    .stable("""
                            u = (x - t)/scale
                            lgamma(df/2) - lgamma((df + 1)/2) + 0.5*log(df*pi) + log(scale) + (df + 1)/2*log1p(u^2/df)""")
                    .losing(df > 1e3 ? 1e8 : 8, "lgamma(df/2) and lgamma((df + 1)/2) cancel where df is large");
            case PoissonNll(boolean logInput, boolean full, double _) -> {
                String stirling = full ? " + where(t > 1, t*log(t) - t + 0.5*log(2*pi*t), 0)" : "";
                yield formula((logInput ? "exp(x) - t*x" : "x - t*log(x + eps)") + stirling);
            }
            case PoissonDeviance() -> poissonDeviance();
            case GammaDeviance() -> gammaDeviance();
            case TweedieDeviance(double power) when power == 0 -> formula("(x - t)^2");
            case TweedieDeviance(double power) when power == 1 -> poissonDeviance();
            case TweedieDeviance(double power) when power == 2 -> gammaDeviance();
            case TweedieDeviance _ -> formula("""
                    p = power
                    2*(maximum(t, 0)^(2 - p)/((1 - p)*(2 - p)) - t*x^(1 - p)/(1 - p) + x^(2 - p)/(2 - p))""").stable("""
                    p = power
                    s = log1p((t - x)/x)
                    d = t*expm1mx((1 - p)*s)/(1 - p) - x*expm1mx((2 - p)*s)/(2 - p) + (t - x)*s
                    slope = x*stop_gradient((x - t)*x^(-p))
                    2*where(t > 0, with_gradient(x^(1 - p)*d, slope), x^(2 - p)/(2 - p) - t*x^(1 - p)/(1 - p))""");
            case CrpsGaussian() -> formula("""
                    z = (t - x)/std
                    std*(z*erf(z/sqrt(2)) + 2*exp(-0.5*z^2)/sqrt(2*pi) - 1/sqrt(pi))""").stable("""
                    d = t - x
                    z = d/std
                    d*erf(z/sqrt(2)) + std*(2*exp(-0.5*z^2)/sqrt(2*pi) - 1/sqrt(pi))""");
            case GaussianKl() -> formula("0.5*(mean^2 + exp(log_variance) - 1 - log_variance)")
                    .stable("0.5*(mean^2 + expm1mx(log_variance))");
            case NormalKlDiv() -> formula("""
                    a = log_variance - prior_log_variance
                    0.5*(exp(a) - 1 - a + (mean - prior_mean)^2*exp(-prior_log_variance))""").stable("""
                    a = log_variance - prior_log_variance
                    0.5*(expm1mx(a) + (mean - prior_mean)^2*exp(-prior_log_variance))""");
            case GeneralizedKl() -> formula("xlogy(t, t) - t*x + exp(x) - t").stable("""
                    v = x - log(t)
                    slope = x*stop_gradient(t*expm1(v)) - t*stop_gradient(v)
                    where(t == 0, exp(x), with_gradient(t*expm1mx(v), slope))""");
            case JsDiv() -> formula("""
                    m = 0.5*(x + t)
                    0.5*(x*log(x/m) + t*log(t/m))""").stable("""
                    v = (x - t)/(x + t)
                    0.5*(x*log1pmx(v) + t*log1pmx(-v) + v*(x - t))""");
            case KlDiv(boolean logTarget) -> formula(logTarget ? "exp(t)*(t - x)" : "xlogy(t, t) - t*x");
            default -> null;
        };
    }

    private static Textbook poissonDeviance() {
        return formula("2*(xlogy(t, t/x) - t + x)").stable("""
                slope = x*stop_gradient((x - t)/x) + t*stop_gradient(log1p((t - x)/x))
                where(t == 0, 2*x, with_gradient(-2*t*log1pmx((x - t)/t), 2*slope))""");
    }

    private static Textbook gammaDeviance() {
        return formula("2*(log(x/t) + t/x - 1)").stable("""
                d = x - t
                slope = x*stop_gradient(d/x/x) - t*stop_gradient(d/x/t)
                with_gradient(2*where(t < 0.5*x, t/x - 1 - log(t/x), -log1pmx(-d/x)), 2*slope)""");
    }

    private static @Nullable Textbook comparison(ElementwiseLoss loss) {
        return switch (loss) {
            case MarginRanking _ -> formula("maximum(0, margin - t*(input1 - input2))");
            case Bpr() -> formula("-log(sigmoid(positive - negative))").stable("softplus(negative - positive)");
            case HingeEmbedding _ -> formula("where(t == 1, x, maximum(0, margin - x))");
            default -> null;
        };
    }

    private static @Nullable Textbook policy(ElementwiseLoss loss) {
        return switch (loss) {
            case ImportanceSampling() -> formula(RATIO + "-r*advantages");
            case PpoClip(double low, Double high, Double dual) -> formula(RATIO + surrogate(low, high, dual));
            case Grpo(double low, Double high, Double dual, double _) ->
                formula(RATIO + "q = reference_log_probs - log_probs\n"
                        + surrogate(low, high, dual) + " + beta*(exp(q) - q - 1)").stable(RATIO
                                + "q = reference_log_probs - log_probs\n" + surrogate(low, high, dual)
                                + " + beta*expm1mx(q)");
            case Cispo(double low, Double high) ->
                formula(RATIO + "-stop_gradient(" + clipped(low, high) + ")*advantages*log_probs");
            default -> null;
        };
    }

    private static String clipped(double low, @Nullable Double high) {
        return "clip(r, 1 - " + low + ", 1 + " + (high == null ? low : high) + ")";
    }

    private static String surrogate(double low, @Nullable Double high, @Nullable Double dual) {
        String both = "maximum(-r*advantages, -" + clipped(low, high) + "*advantages)";
        return dual == null
                ? both
                : "where(advantages < 0, minimum(" + both + ", -" + dual + "*advantages), " + both + ")";
    }

    private static @Nullable Textbook boosting(ElementwiseLoss loss) {
        return switch (loss) {
            case BinaryLogistic _ -> formula("""
                    -where(t == 1, scale_pos_weight, 1)*(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))""").stable("""
                    where(t == 1, scale_pos_weight, 1)*(t*softplus(-x) + (1 - t)*softplus(x))""");
            case CountPoisson _ -> formula("exp(x) - t*x");
            case RegGamma() -> formula("""
                    u = x - log(t)
                    u + exp(-u) - 1""").stable("""
                    expm1mx(log(t) - x)""");
            case RegTweedie _ -> formula("""
                    r = tweedie_variance_power
                    exp((2 - r)*x)/(2 - r) - t*exp((1 - r)*x)/(1 - r)""");
            case Aft(Aft.Distribution distribution, double _) -> switch (distribution) {
                case NORMAL -> failureTime("0.5*erfc(-Z/sqrt(2))", "-0.5*a^2 - 0.5*log(2*pi)", """
                        p = where(a + b > 0, above(a) - above(b), below(b) - below(a))
                        loss = where(p < 0.5, -log(p), -log1p(-below(a) - above(b)))
                        """.replaceAll("above\\((.)\\)", "0.5*erfc($1/sqrt(2))")
                        .replaceAll("below\\((.)\\)", "0.5*erfc(-$1/sqrt(2))")).losing(1024,
                                "the gradient divides by the probability of an interval, a rounded difference");
                case LOGISTIC -> failureTime("sigmoid(Z)", "log_sigmoid(a) + log_sigmoid(-a)",
                        "loss = softplus(a) + softplus(-b) - log(-expm1(-width))\n");
                case EXTREME -> failureTime("(1 - exp(-exp(Z)))", "a - exp(a)", """
                        hazard = where(lower > 0, exp(a)*expm1(width), exp(b))
                        loss = exp(a) - where(hazard < 1, log(-expm1(-hazard)), log1p(-exp(-hazard)))
                        """);
            };
            default -> null;
        };
    }

    /**
     * The loss of failure times.
     *
     * @param distribution the distribution function of the error Z
     * @param density the logarithm of its density at a
     * @param stable the loss of an interval from a to b of some width
     */
    private static Textbook failureTime(String distribution, String density, String stable) {
        String ends = "a = (log(lower) - x)/sigma\nb = (log(upper) - x)/sigma\n";
        String known = "where(lower == upper, log(sigma*lower) - (" + density + "), ";
        return formula(ends + known + "-log(" + distribution.replace("Z", "b") + " - " + distribution.replace("Z", "a")
                + "))")
                .stable(ends + (stable.contains("width") ? "width = log1p((upper - lower)/lower)/sigma\n" : "")
                        + stable + known + "loss)");
    }
}
