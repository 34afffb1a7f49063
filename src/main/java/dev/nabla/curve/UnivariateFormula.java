package dev.nabla.curve;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.kernel.Deadline;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A composed loss as a function of one of its inputs, a number. Its value is the mean over the values, as that of a request by
 * default.
 *
 * @param task a valid task in which the input is a number
 * @param variable the input
 * @param isPointwise whether the task can be evaluated at all points at once: with a vector as the input
 */
public record UnivariateFormula(Task task, String variable, boolean isPointwise) implements Univariate {

    /** What it takes at this many points. */
    public Cost cost(int points) {
        return isPointwise
                ? Evaluator.cost(all(new double[points]))
                : Evaluator.cost(task).plus(Cost.operations(2_000)).repeated(points).plus(Cost.retained(4L * points));
    }

    @Override
    public Samples at(double[] points) {
        return isPointwise ? atAll(points) : oneByOne(points);
    }

    private Samples atAll(double... points) {
        Evaluation evaluation = Evaluator.evaluate(all(points));
        Tensor curvature = evaluation.hessianDiagonals().get(variable);
        return new Samples(points, numbers(evaluation.loss()), numbers(gradient(evaluation)),
                curvature == null ? null : numbers(curvature));
    }

    private Task all(double... points) {
        Task each = task.withInput(variable, new Float64Tensor(Shape.of(points.length), points));
        return new Task(each.loss(), each.inputs(), Reduction.NONE, null, null, null,
                OptionalInt.empty(), Set.of(variable), Hessian.DIAGONAL, DType.FLOAT64);
    }

    private Samples oneByOne(double... points) {
        double[] losses = new double[points.length];
        double[] gradients = new double[points.length];
        double[] curvatures = task.hessian().isRequested() ? new double[points.length] : null;
        for (int i = 0; i < points.length; i++) {
            Deadline.check();
            Evaluation evaluation = Evaluator.evaluate(at(points[i]));
            losses[i] = evaluation.loss().get(0);
            gradients[i] = gradient(evaluation).get(0);
            if (curvatures != null) {
                curvatures[i] = Objects.requireNonNull(evaluation.hessianDiagonals().get(variable)).get(0);
            }
        }
        return new Samples(points, losses, gradients, curvatures);
    }

    private Task at(double point) {
        return task.withInput(variable, Tensor.scalar(point, DType.FLOAT64));
    }

    private Tensor gradient(Evaluation evaluation) {
        return Objects.requireNonNull(evaluation.gradients().get(variable));
    }

    private static double[] numbers(@Nullable Tensor tensor) {
        return Objects.requireNonNull(tensor).widened().values();
    }
}
