package dev.nabla.expression.textbook;

import static dev.nabla.loss.Textbook.formula;

import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.boosting.MultiSoftmax;
import dev.nabla.loss.classification.Brier;
import dev.nabla.loss.classification.CategoricalCrossEntropy;
import dev.nabla.loss.classification.CategoricalHinge;
import dev.nabla.loss.classification.Coral;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.classification.Focal;
import dev.nabla.loss.classification.GeneralizedCrossEntropy;
import dev.nabla.loss.classification.MultiMargin;
import dev.nabla.loss.classification.MulticlassHinge;
import dev.nabla.loss.classification.MulticlassPerceptron;
import dev.nabla.loss.classification.MulticlassSparsemax;
import dev.nabla.loss.classification.MultilabelMargin;
import dev.nabla.loss.classification.MultilabelSoftMargin;
import dev.nabla.loss.classification.Nll;
import dev.nabla.loss.classification.Poly1CrossEntropy;
import dev.nabla.loss.classification.SquaredEmd;
import dev.nabla.loss.classification.SymmetricCrossEntropy;
import dev.nabla.loss.distillation.DistillationKl;
import dev.nabla.loss.distillation.GeneralizedJsd;
import dev.nabla.loss.distillation.HintonDistillation;
import dev.nabla.loss.distillation.ReverseKlDistillation;
import dev.nabla.loss.embedding.CosineDistance;
import dev.nabla.loss.embedding.CosineEmbedding;
import dev.nabla.loss.embedding.CosineSimilarity;
import dev.nabla.loss.embedding.SoftMarginTriplet;
import dev.nabla.loss.embedding.TripletMargin;
import dev.nabla.loss.probabilistic.GaussianMixtureNll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rowwise losses as formulas of matrices whose rows are samples, and of class indices. ROWS and CLASSES stand for the sizes of the
 * axes, FROM_0 and FROM_1 for the numbers of the classes.
 */
final class RowwiseTextbook {

    private static final String SOFTMAX = "p = exp(x)/sum(exp(x), axis=1, keepdims=true)\n";
    private static final String NAIVE_TARGET = SOFTMAX + "y = pick(p, t)\n";
    private static final String STABLE_TARGET = "l = pick(log_softmax(x), t)\n";
    private static final String ONE_HOT = "q = one_hot(t, CLASSES)\n";
    private static final String SMOOTHED = "q = one_hot(t, CLASSES)*(1 - label_smoothing) + label_smoothing/CLASSES\n";
    private static final String PROJECTION = """
            s = sort(x)[:, ::-1]
            inside = where(1 + reshape(stack([FROM_1]), [1, CLASSES])*s > cumsum(s), 1, 0)
            threshold = (sum(inside*s, axis=1, keepdims=true) - 1)/sum(inside, axis=1, keepdims=true)
            p = maximum(x - threshold, 0)
            """;
    private static final String COSINE = "sum(x*t, axis=1)/(maximum(norm(x, axis=1), eps)*maximum(norm(t, axis=1), eps))";
    private static final String STUDENT = "s = softmax(x/temperature)\nq = softmax(%s/temperature)\n";
    private static final String LOGS = "ls = log_softmax(x/temperature)\nlq = log_softmax(%s/temperature)\n";

    private RowwiseTextbook() {}

    static Optional<Textbook> of(RowwiseLoss loss) {
        return Optional.ofNullable(switch (loss.getClass().getPackageName().replaceAll(".*\\.", "")) {
            case "classification" -> isOfLabels(loss) ? labels(loss) : classes(loss);
            default -> other(loss);
        });
    }

    /** Whether the targets are labels of classes rather than a class. */
    private static boolean isOfLabels(RowwiseLoss loss) {
        return loss instanceof MultilabelSoftMargin || loss instanceof MultilabelMargin || loss instanceof Coral
                || loss instanceof CategoricalHinge;
    }

    private static @Nullable Textbook classes(RowwiseLoss loss) {
        return switch (loss) {
            case CrossEntropy _ -> formula(SMOOTHED + SOFTMAX + "-((q*log(p)) @ weight)")
                    .stable(SMOOTHED + "-((q*log_softmax(x)) @ weight)");
            case CategoricalCrossEntropy _ -> formula(SMOOTHED + """
                    -sum(q*log(clip(x/sum(x, axis=1, keepdims=true), eps, 1 - eps)), axis=1)""");
            case Nll _ -> formula(ONE_HOT + "-((q*x) @ weight)");
            case Brier() -> formula(ONE_HOT + "sum((x - q)^2, axis=1)");
            case SquaredEmd() -> formula(ONE_HOT + "sum(cumsum(x - q)^2, axis=1)");
            case Focal _ -> formula(NAIVE_TARGET + "-(one_hot(t, CLASSES) @ weight)*(1 - y)^gamma*log(y)")
                    .stable(STABLE_TARGET + "-(one_hot(t, CLASSES) @ weight)*(-expm1(l))^gamma*l");
            case GeneralizedCrossEntropy _ -> formula(NAIVE_TARGET + "(1 - y^q)/q")
                    .stable(STABLE_TARGET + "-expm1(q*l)/q");
            case SymmetricCrossEntropy _ -> formula(NAIVE_TARGET + "-alpha*log(y) - beta*log_zero*(1 - y)")
                    .stable(STABLE_TARGET + "-alpha*l + beta*log_zero*expm1(l)");
            case Poly1CrossEntropy _ -> formula(NAIVE_TARGET + "-log(y) + epsilon*(1 - y)")
                    .stable(STABLE_TARGET + "-l - epsilon*expm1(l)");
            case MultiMargin _ -> formula(ONE_HOT + """
                    z = margin - sum(q*x, axis=1, keepdims=true) + x
                    (q @ weight)/CLASSES*sum((1 - q)*maximum(0, z)^p, axis=1)""");
            case MulticlassHinge() -> formula("max(x + 1 - one_hot(t, CLASSES), axis=1) - pick(x, t)");
            case MulticlassPerceptron() -> formula("max(x, axis=1) - pick(x, t)");
            case MulticlassSparsemax() ->
                formula(PROJECTION + "sum(p*x, axis=1) - pick(x, t) + 0.5*(1 - sum(p^2, axis=1))")
                        .stable(PROJECTION + """
                            own = one_hot(t, CLASSES)
                            rest = sum((1 - own)*p, axis=1, keepdims=true)
                            slope = sum(x*stop_gradient((1 - own)*p - own*rest), axis=1)
                            near = 0.5*(rest[:, 0]^2 + sum((1 - own)*p^2, axis=1))
                            with_gradient(relu(threshold[:, 0] - pick(x, t)) + near, slope)""");
            default -> null;
        };
    }

    private static @Nullable Textbook labels(RowwiseLoss loss) {
        return switch (loss) {
            case CategoricalHinge() -> formula("maximum(0, 1 + max((1 - t)*x, axis=1) - sum(t*x, axis=1))");
            case MultilabelSoftMargin() -> formula("""
                    -((t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x))) @ weight)/CLASSES""").stable("""
                    ((t*softplus(-x) + (1 - t)*softplus(x)) @ weight)/CLASSES""");
            case Coral() -> formula("""
                    above = reshape(t, [ROWS, 1]) > reshape(stack([FROM_0]), [1, CLASSES])
                    -sum(where(above, log(sigmoid(x)), log(1 - sigmoid(x))), axis=1)""").stable("""
                    above = reshape(t, [ROWS, 1]) > reshape(stack([FROM_0]), [1, CLASSES])
                    sum(where(above, softplus(-x), softplus(x)), axis=1)""");
            // The list of labels ends at the first -1.
            case MultilabelMargin() -> formula("""
                    listed = where(cumsum(where(t < 0, 1, 0)) == 0, 1, 0)
                    q = one_hot(maximum(t, 0), CLASSES)*reshape(listed, [ROWS, CLASSES, 1])
                    own = sum(q*reshape(x, [ROWS, 1, CLASSES]), axis=2, keepdims=true)
                    other = 1 - max(q, axis=1, keepdims=true)
                    z = maximum(0, 1 - own + reshape(x, [ROWS, 1, CLASSES]))
                    sum(reshape(listed, [ROWS, CLASSES, 1])*other*z, axis=[1, 2])/CLASSES""");
            default -> null;
        };
    }

    private static @Nullable Textbook other(RowwiseLoss loss) {
        return switch (loss) {
            case MultiSoftmax _ -> formula(NAIVE_TARGET + "-log(y)").stable("-pick(log_softmax(x), t)");
            case GaussianMixtureNll() -> formula("""
                    d = reshape(t, [ROWS, 1]) - mean
                    k = exp(logits)/sum(exp(logits), axis=1, keepdims=true)
                    -log(sum(k*exp(-0.5*d^2*exp(-log_variance))/sqrt(2*pi*exp(log_variance)), axis=1))""").stable("""
                    d = reshape(t, [ROWS, 1]) - mean
                    l = -0.5*(log(2*pi) + log_variance + d^2*exp(-log_variance))
                    -logsumexp(log_softmax(logits) + l, axis=1)""");
            case DistillationKl _ -> formula(STUDENT.formatted("t") + "temperature^2*sum(q*log(q/s), axis=1)")
                    .stable(LOGS.formatted("t") + "temperature^2*sum(exp(lq)*expm1mx(ls - lq), axis=1)");
            case ReverseKlDistillation _ -> formula(STUDENT.formatted("t") + "temperature^2*sum(s*log(s/q), axis=1)")
                    .stable(LOGS.formatted("t") + """
                            s = exp(ls)
                            slope = ls*stop_gradient(s*(ls - lq)) - lq*stop_gradient(s)
                            temperature^2*sum(with_gradient(s*expm1mx(lq - ls), slope), axis=1)""");
            case HintonDistillation _ -> formula(SOFTMAX + STUDENT.formatted("teacher_logits") + """
                    -alpha*log(pick(p, t)) + (1 - alpha)*temperature^2*sum(q*log(q/s), axis=1)""")
                    .stable(LOGS.formatted("teacher_logits") + """
                            kl = sum(exp(lq)*expm1mx(ls - lq), axis=1)
                            -alpha*pick(log_softmax(x), t) + (1 - alpha)*temperature^2*kl""");
            case GeneralizedJsd _ -> formula(STUDENT.formatted("t") + """
                    m = beta*q + (1 - beta)*s
                    beta*sum(q*log(q/m), axis=1) + (1 - beta)*sum(s*log(s/m), axis=1)""")
                    .stable(LOGS.formatted("t") + """
                            v = lq - ls
                            s = softmax(x/temperature)
                            a = (1 - beta)*expm1(-v)
                            b = beta*expm1(v)
                            logA = logaddexp(log(beta), log1p(-beta) - v)
                            logB = logaddexp(log1p(-beta), log(beta) + v)
                            near = exp(lq)*where(a > -0.5, log1pmx(a), logA - a)
                            far = s*where(b > -0.5, log1pmx(b), logB - b)
                            slope = s*stop_gradient(where(b > -0.5, log1p(b), logB))
                            -sum(with_gradient(beta*near + (1 - beta)*far, (1 - beta)*slope), axis=1)""");
            case TripletMargin(double _, double p, double _, boolean swap) -> formula(distances("""
                    sum(abs(A - B + eps)^p, axis=1)^(1/p)""", swap))
                    .stable(distances(p == 2 ? "norm(A - B + eps, axis=1)" : "sum(abs(A - B + eps)^p, axis=1)^(1/p)",
                            swap));
            case SoftMarginTriplet _ -> formula("""
                    near = sqrt(sum((anchor - positive + eps)^2, axis=1))
                    far = sqrt(sum((anchor - negative + eps)^2, axis=1))
                    log(1 + exp(near - far))""").stable("""
                    softplus(norm(anchor - positive + eps, axis=1) - norm(anchor - negative + eps, axis=1))""");
            case CosineSimilarity _ -> formula("-" + COSINE);
            case CosineDistance _ -> formula("1 - " + COSINE).stable("""
                    n = norm(x, axis=1, keepdims=true)
                    m = norm(t, axis=1, keepdims=true)
                    distance = sum((x/maximum(n, eps) - t/maximum(m, eps))^2, axis=1)
                    value = 0.5*(distance + (relu(1 - (n/eps)^2) + relu(1 - (m/eps)^2))[:, 0])
                    with_gradient(value, -""" + COSINE + ")");
            case CosineEmbedding _ -> formula("""
                    c = sum(input1*input2, axis=1)/sqrt((sum(input1^2, axis=1) + 1e-12)*(sum(input2^2, axis=1) + 1e-12))
                    where(t == 1, 1 - c, maximum(0, c - margin))""").stable("""
                    n1 = sqrt(sum(input1^2, axis=1, keepdims=true) + 1e-12)
                    n2 = sqrt(sum(input2^2, axis=1, keepdims=true) + 1e-12)
                    c = sum(input1*input2, axis=1)/(n1*n2)[:, 0]
                    distance = sum((input1/n1 - input2/n2)^2, axis=1) + (1e-12/n1^2 + 1e-12/n2^2)[:, 0]
                    where(t == 1, with_gradient(0.5*distance, -c), maximum(0, c - margin))""");
            default -> null;
        };
    }

    private static String distances(String distance, boolean swap) {
        String near = distance.replace("A", "anchor").replace("B", "positive");
        String far = distance.replace("A", "anchor").replace("B", "negative");
        String swapped = distance.replace("A", "positive").replace("B", "negative");
        return "maximum(0, margin + " + near + " - " + (swap ? "minimum(" + far + ", " + swapped + ")" : far) + ")";
    }
}
