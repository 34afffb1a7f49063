package dev.nabla.curve;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Fault;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** A loss as a function of one number: an element of its first input, or the first logit of a row. */
public final class UnivariateLoss implements Univariate {

    /** Logits in a row, of which the first varies and the others are 0. */
    private static final int CLASSES = 3;

    private final Loss loss;
    private final Input variable;
    private final Map<String, Double> fixed;
    private final int stride;

    /**
     * Fixes all inputs of a loss but one number.
     *
     * @param loss a loss that has {@link CurveInputs}, built with its options
     * @param fixed the values of the other inputs, by name
     */
    public UnivariateLoss(Loss loss, Map<String, Double> fixed) {
        this.loss = loss;
        this.variable = loss.inputs().getFirst();
        this.fixed = Map.copyOf(fixed);
        this.stride = loss instanceof RowwiseLoss ? CLASSES : 1;
    }

    /** All that is fixed, by name: the other inputs, and the other logits of a row. */
    public Map<String, Double> fixed() {
        Map<String, Double> all = new LinkedHashMap<>();
        loss.inputs().stream().map(Input::name).filter(fixed::containsKey)
                .forEach(name -> all.put(name, fixed.get(name)));
        for (int i = 1; i < stride; i++) {
            all.put(variable.name() + "[" + i + "]", 0.0);
        }
        return all;
    }

    /** Validates points and fixed values: the faults by input; empty if {@link #at} can be called. */
    public List<Fault> check(double[] points) {
        return Evaluator.check(task(points));
    }

    @Override
    public Samples at(double[] points) {
        Evaluation evaluation = Evaluator.evaluate(task(points));
        Tensor gradient = Objects.requireNonNull(evaluation.gradients().get(variable.name()));
        Tensor curvature = evaluation.hessianDiagonals().get(variable.name());
        return new Samples(points, numbers(evaluation.loss(), 1), numbers(gradient, stride),
                curvature == null ? null : numbers(curvature, stride));
    }

    private Task task(double[] points) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(variable.name(), varying(points));
        for (Input input : loss.inputs()) {
            Double number = fixed.get(input.name());
            if (number != null) {
                inputs.put(input.name(), constant(input, number, points.length));
            }
        }
        return new Task(loss, inputs, Reduction.NONE, null, null, null, OptionalInt.empty(), Set.of(variable.name()),
                Hessian.diagonal(variable.hasHessian()), DType.FLOAT64);
    }

    private Tensor varying(double[] points) {
        Shape shape = Shape.of(points.length);
        Tensor tensor = Tensor.zeros(loss instanceof RowwiseLoss ? shape.append(CLASSES) : shape, DType.FLOAT64);
        tensor.write(0, stride, points, 0, points.length);
        return tensor;
    }

    private static Tensor constant(Input input, double number, int count) {
        Shape shape = input.shape().ofOneNumber(Shape.of(count)).orElseThrow();
        double[] numbers = new double[shape.elements()];
        Arrays.fill(numbers, number);
        return new Float64Tensor(shape, numbers);
    }

    /** Every {@code stride}-th element of a tensor. */
    private static double[] numbers(Tensor tensor, int stride) {
        double[] numbers = new double[tensor.shape().elements() / stride];
        tensor.read(0, stride, numbers, 0, numbers.length);
        return numbers;
    }
}
