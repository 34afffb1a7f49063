package dev.nabla.benchmark;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This project, as the service calls it. */
final class NablaCrossEntropy implements CrossEntropyCompetitor {

    private final NablaThreads workers = new NablaThreads();

    private @Nullable Task task;
    private @Nullable Evaluation answer;

    @Override
    public String label() {
        return "Nabla (" + Evaluator.kernel() + ")";
    }

    @Override
    public void prepare(float[] logits, int[] targets, int classes) {
        double[] indices = Arrays.stream(targets).asDoubleStream().toArray();
        task = TaskBuilder.of(new CrossEntropy()).dtype(DType.FLOAT32).wrt(Set.of("predictions")).hessian(false)
                .input("predictions", new Float32Tensor(Shape.of(targets.length, classes), logits))
                .input("targets", new Float64Tensor(Shape.of(targets.length), indices)).build();
    }

    @Override
    public double run(int threads) {
        Task toDo = Objects.requireNonNull(task);
        Evaluation done = workers.run(threads, () -> Evaluator.evaluate(toDo));
        answer = done;
        return done.loss().get(0);
    }

    @Override
    public List<float[]> gradients() {
        Evaluation done = Objects.requireNonNull(answer);
        return List.of(((Float32Tensor) Objects.requireNonNull(done.gradients().get("predictions"))).values());
    }

    @Override
    public void close() {
        workers.close();
    }
}
