package dev.nabla.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** libtorch as installed, called by DJL: log_softmax, the targets picked, mean, backward. */
public final class LibtorchCrossEntropy implements CrossEntropyCompetitor {

    private final NDManager manager = NDManager.newBaseManager();
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private @Nullable NDArray logits;
    private @Nullable NDArray targets;
    private @Nullable NDManager scope;
    private @Nullable NDArray leaf;

    @Override
    public String label() {
        return "libtorch " + Engine.getInstance().getVersion() + ", float32";
    }

    @Override
    public void prepare(float[] logits, int[] targets, int classes) {
        this.logits = manager.create(logits, new Shape(targets.length, classes));
        this.targets = manager.create(targets).toType(DataType.INT64, false);
    }

    @Override
    public double run(int threads) {
        JniUtils.setNumThreads(threads);
        if (scope != null) {
            scope.close();
        }
        scope = manager.newSubManager();
        // shares the numbers, and has no gradient yet that the new one would be added to; all made of it is freed with it
        NDArray x = Objects.requireNonNull(logits).stopGradient();
        x.attach(scope);
        x.setRequiresGradient(true);
        leaf = x;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = crossEntropy.evaluate(new NDList(Objects.requireNonNull(targets)), new NDList(x));
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    @Override
    public List<float[]> gradients() {
        return List.of(Objects.requireNonNull(leaf).getGradient().toFloatArray());
    }

    @Override
    public void close() {
        manager.close();
    }
}
