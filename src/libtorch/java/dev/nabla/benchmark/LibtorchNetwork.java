package dev.nabla.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** libtorch as installed, called by DJL, one function at a time, and its automatic differentiation. */
public final class LibtorchNetwork implements NetworkCompetitor {

    private final NDManager manager = NDManager.newBaseManager();
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private final List<NDArray> given = new ArrayList<>();
    private @Nullable NDArray targets;
    private @Nullable NDManager scope;
    private List<NDArray> leaves = List.of();

    @Override
    public String label() {
        return "libtorch " + Engine.getInstance().getVersion() + ", float32";
    }

    @Override
    public void prepare(MultilayerPerceptron perceptron) {
        targets = manager.create(perceptron.targets()).toType(DataType.INT64, false);
        given.add(manager.create(perceptron.input(),
                new Shape(perceptron.targets().length, perceptron.layers().getFirst().in())));
        for (MultilayerPerceptron.Dense dense : perceptron.layers()) {
            given.add(manager.create(dense.weight(), new Shape(dense.out(), dense.in())));
            given.add(manager.create(dense.bias()));
        }
    }

    @Override
    public double run(int threads) {
        JniUtils.setNumThreads(threads);
        if (scope != null) {
            scope.close();
        }
        NDManager fresh = manager.newSubManager();
        scope = fresh;
        leaves = given.stream().map(array -> leaf(array, fresh)).toList();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray reached = leaves.getFirst();
            for (int i = 1; i < leaves.size(); i += 2) {
                reached = i == 1 ? reached : Activation.relu(reached);
                reached = Linear.linear(reached, leaves.get(i), leaves.get(i + 1)).singletonOrThrow();
            }
            NDArray loss = crossEntropy.evaluate(new NDList(Objects.requireNonNull(targets)), new NDList(reached));
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** Shares the numbers, and has no gradient yet that the new one would be added to. */
    private static NDArray leaf(NDArray array, NDManager scope) {
        NDArray leaf = array.stopGradient();
        leaf.attach(scope);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    @Override
    public List<float[]> gradients() {
        return leaves.stream().map(leaf -> leaf.getGradient().toFloatArray()).toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
