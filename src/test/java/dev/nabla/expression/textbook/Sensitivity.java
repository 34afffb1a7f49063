package dev.nabla.expression.textbook;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How much the numbers of an answer depend on the numbers that it is computed from: for each, the sum of |x ∂y/∂x| over the inputs
 * and options x of its row, by differences of the catalog's answers. Divided by |y| that is the condition number of y: no
 * computation that rounds anything can do better than an ulp times it.
 */
final class Sensitivity {

    /** The names of quantities, as the oracle has them. */
    static final String LOSS = "loss";
    static final String GRADIENT_OF = "gradient of ";

    /** The square root of the precision, about, where differences are good to some digits, which is enough. */
    private static final double STEP = 0x1p-24;

    private Sensitivity() {}

    /** For each tensor of the answer to a task without reduction, whose rows are independent. */
    static Map<String, double[]> of(Task task) {
        Map<String, double[]> answer = numbers(Evaluator.evaluate(task));
        Map<String, double[]> sums = new LinkedHashMap<>();
        answer.forEach((quantity, numbers) -> sums.put(quantity, new double[numbers.length]));
        for (Task moved : neighbours(task)) {
            Map<String, double[]> other = numbers(Evaluator.evaluate(moved));
            sums.forEach((quantity, sum) -> {
                double[] here = Objects.requireNonNull(answer.get(quantity));
                double[] there = Objects.requireNonNull(other.get(quantity));
                Arrays.setAll(sum, i -> sum[i] + Math.abs(there[i] - here[i]) / STEP);
            });
        }
        return sums;
    }

    /** The loss and the gradients. */
    static Map<String, double[]> numbers(Evaluation evaluation) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        numbers.put(LOSS, elements(evaluation.loss()));
        evaluation.gradients().forEach((input, gradient) -> numbers.put(GRADIENT_OF + input, elements(gradient)));
        return numbers;
    }

    private static double[] elements(Tensor tensor) {
        double[] elements = new double[tensor.shape().elements()];
        tensor.read(0, elements, elements.length);
        return elements;
    }

    /** The task with one column of an input, or an option, a step nearer to 0. */
    private static List<Task> neighbours(Task task) {
        List<Task> neighbours = new ArrayList<>();
        int rows = task.firstShape().size(0);
        for (Input input : task.loss().inputs()) {
            Tensor tensor = task.inputs().get(input.name());
            if (tensor != null && !input.elements().isParameter()) {
                int columns = tensor.shape().elements() / rows;
                for (int column = 0; column < columns; column++) {
                    neighbours.add(moved(task, input, column, columns));
                }
            }
        }
        OptionSpec.of(task.loss().getClass()).forEach(option -> moved(task.loss(), option)
                .map(loss -> new Task(loss, task.inputs(), task.reduction(), null, null, null, task.axis(), task.wrt(),
                        task.hessian(), task.dtype()))
                .ifPresent(neighbours::add));
        return neighbours;
    }

    /** Inputs that have the same number, as the bounds of a time that is known, are moved together. */
    private static Task moved(Task task, Input input, int column, int columns) {
        double[] from = elements(Objects.requireNonNull(task.inputs().get(input.name())));
        Task moved = task;
        for (Input each : task.loss().inputs()) {
            Tensor tensor = task.inputs().get(each.name());
            if (tensor != null && tensor.shape().elements() == from.length && !each.elements().isParameter()) {
                double[] numbers = elements(tensor);
                for (int i = column; i < numbers.length; i += columns) {
                    if (numbers[i] == from[i] && isMovable(task, each, numbers[i])) {
                        numbers[i] *= 1 - STEP;
                    }
                }
                moved = moved.withInput(each.name(), new Float64Tensor(tensor.shape(), numbers));
            }
        }
        return moved;
    }

    /** Whole numbers without a gradient are classes, labels or counts, which are what they are. */
    private static boolean isMovable(Task task, Input input, double number) {
        return (task.wrt().contains(input.name()) || number != Math.rint(number))
                && (input.domain() == null || input.domain().contains(number * (1 - STEP)));
    }

    /** The loss with another value of an option that is a number; empty if that is out of its range. */
    private static Optional<Loss> moved(Loss loss, OptionSpec option) {
        RecordComponent[] components = loss.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            boolean hasMoved = false;
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].getAccessor().invoke(loss);
                if (components[i].getName().equals(option.component().getName()) && values[i] instanceof Double number
                        && Double.isFinite(number) && option.range().contains(number * (1 - STEP))) {
                    values[i] = number * (1 - STEP);
                    hasMoved = true;
                }
            }
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return hasMoved
                    ? Optional.of((Loss) loss.getClass().getDeclaredConstructor(types).newInstance(values))
                    : Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
