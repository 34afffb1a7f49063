package dev.nabla.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The formulas in libtorch, called by DJL, one function at a time, in float64, and its automatic differentiation. */
public final class LibtorchFormulas implements FormulaCompetitor {

    /** lgamma(3/2) − lgamma(2) + log(3π)/2, for three degrees of freedom. */
    private static final double STUDENT_T_CONSTANT = 1.0008888496235098;

    private final NDManager manager = NDManager.newBaseManager();
    private String loss = "";
    private @Nullable NDArray predictions;
    private @Nullable NDArray targets;
    private @Nullable NDArray scale;

    @Override
    public String label() {
        return "libtorch " + Engine.getInstance().getVersion() + " eager, float64";
    }

    @Override
    public void prepare(String id, double[] logits, double[] labels, double[] scales, int threads) {
        JniUtils.setNumThreads(threads);
        loss = id;
        predictions = manager.create(logits);
        targets = manager.create(labels);
        scale = scales.length == 0 ? null : manager.create(scales);
    }

    @Override
    public double run() {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = in(scope, predictions);
            x.setRequiresGradient(true);
            NDArray mean = value(x, in(scope, targets), scale == null ? null : in(scope, scale)).mean();
            collector.backward(mean);
            x.getGradient();
            return mean.getDouble();
        }
    }

    /** The same numbers in a scope, where everything that is computed from them ends too. */
    private static NDArray in(NDManager scope, @Nullable NDArray array) {
        NDArray scoped = Objects.requireNonNull(array).stopGradient();
        scoped.attach(scope);
        return scoped;
    }

    private NDArray value(NDArray x, NDArray t, @Nullable NDArray scales) {
        return switch (loss) {
            case "half_squared_error" -> x.sub(t).square().mul(0.5);
            case "huber" -> {
                NDArray d = x.sub(t);
                NDArray a = d.abs();
                yield NDArrays.where(a.lt(1), d.square().mul(0.5), a.sub(0.5));
            }
            case "binary_cross_entropy_with_logits" -> Activation.softPlus(x).sub(t.mul(x));
            case "sigmoid_focal" -> {
                NDArray p = Activation.sigmoid(x);
                NDArray other = t.neg().add(1);
                NDArray m = p.mul(other).add(p.neg().add(1).mul(t));
                NDArray c = other.mul(Activation.softPlus(x)).add(t.mul(Activation.softPlus(x.neg())));
                yield t.mul(0.25).add(other.mul(0.75)).mul(m.square()).mul(c);
            }
            case "student_t_nll" -> {
                NDArray s = Objects.requireNonNull(scales);
                NDArray u = x.sub(t).div(s);
                yield s.log().add(STUDENT_T_CONSTANT).add(u.square().div(3).add(1).log().mul(2));
            }
            default -> throw new IllegalArgumentException(loss);
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
