package dev.nabla.expression.check;

import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.TensorOperation.ExtendedValue;
import dev.nabla.expression.graph.TensorOperation.Operand;
import dev.nabla.expression.graph.TensorOperation.Value;
import dev.nabla.expression.graph.Variable;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Evaluates nodes in float64 and with more digits, and keeps the elements of all. */
final class TwofoldEvaluation {

    /** Float64 numbers' worth of memory that an element takes. */
    private static final int NUMBERS = 10;

    /** Scalar operations that an element takes. */
    private static final int OPERATIONS = 1_000;

    private final Function<String, Tensor> variables;
    private final Map<Node, double[]> rounded = new HashMap<>();
    private final Map<Node, ScaledDoubleDouble[]> exact = new HashMap<>();

    TwofoldEvaluation(Function<String, Tensor> variables) {
        this.variables = variables;
    }

    /**
     * What the evaluation of nodes takes.
     *
     * @param variables the tensors of the variables, by name
     */
    static Cost cost(List<Node> nodes, Map<String, Tensor> variables) {
        Cost cost = Cost.NONE;
        for (Node node : nodes) {
            long elements = node.shape().elements();
            long work = node.operation() instanceof TensorOperation operation
                    ? operation.cost(Operand.of(node, variables), node.shape()).operations()
                    : 0;
            cost = cost.plus(Cost.retained(NUMBERS * elements))
                    .plus(Cost.operations(Cost.times(OPERATIONS, elements + work / 10)));
        }
        return cost;
    }

    /** Evaluates nodes, each after its operands, that were not evaluated before. */
    void evaluate(List<Node> nodes) {
        for (Node node : nodes) {
            Deadline.check();
            if (!rounded.containsKey(node)) {
                evaluate(node);
            }
        }
    }

    /** The elements of a node in float64. */
    double[] rounded(Node node) {
        return Objects.requireNonNull(rounded.get(node));
    }

    /** The elements of a node with more digits. */
    ScaledDoubleDouble[] exact(Node node) {
        return Objects.requireNonNull(exact.get(node));
    }

    private void evaluate(Node node) {
        int elements = node.shape().elements();
        double[] numbers = new double[elements];
        ScaledDoubleDouble[] digits = new ScaledDoubleDouble[elements];
        switch (node.operation()) {
            case Variable(String name) -> {
                variables.apply(name).read(0, numbers, elements);
                extend(numbers, digits);
            }
            case Constant constant -> {
                Arrays.fill(numbers, constant.value());
                Arrays.fill(digits, ScaledDoubleDouble.of(constant.exact()));
            }
            case Elementwise function -> {
                function.evaluate(repeated(node), elements, numbers);
                extended(function, node, digits);
            }
            case TensorOperation operation -> {
                operation.evaluate(node.operands().stream()
                        .map(operand -> new Value(rounded(operand), operand.shape())).toList(), node.shape(), numbers);
                operation.extended(node.operands().stream()
                        .map(operand -> new ExtendedValue(exact(operand), operand.shape())).toList(), node.shape(),
                        digits);
                Arrays.setAll(digits, i -> digits[i].normalized());
            }
        }
        rounded.put(node, numbers);
        exact.put(node, digits);
    }

    private static void extend(double[] numbers, ScaledDoubleDouble[] digits) {
        for (int i = 0; i < numbers.length; i++) {
            digits[i] = ScaledDoubleDouble.of(numbers[i]);
        }
    }

    private double[][] repeated(Node node) {
        double[][] operands = new double[node.operands().size()][node.shape().elements()];
        for (int k = 0; k < operands.length; k++) {
            double[] elements = rounded(node.operand(k));
            IntUnaryOperator sources = sources(node.operand(k).shape(), node.shape());
            Arrays.setAll(operands[k], i -> elements[sources.applyAsInt(i)]);
        }
        return operands;
    }

    private void extended(Elementwise function, Node node, ScaledDoubleDouble[] digits) {
        List<IntUnaryOperator> sources = node.operands().stream()
                .map(operand -> sources(operand.shape(), node.shape())).toList();
        for (int i = 0; i < digits.length; i++) {
            List<ScaledDoubleDouble> operands = new ArrayList<>();
            for (int k = 0; k < sources.size(); k++) {
                operands.add(exact(node.operand(k))[sources.get(k).applyAsInt(i)]);
            }
            digits[i] = function.extended(operands).normalized();
        }
    }

    /** Maps a position in a tensor to that in an operand that is repeated to its shape. */
    static IntUnaryOperator sources(Shape operand, Shape result) {
        if (operand.equals(result)) {
            return IntUnaryOperator.identity();
        }
        if (operand.elements() == 1) {
            return _ -> 0;
        }
        return position -> {
            int source = 0;
            int rest = position;
            for (int axis = result.rank() - 1; axis >= 0; axis--) {
                source += operand.size(axis) == 1 ? 0 : rest % result.size(axis) * operand.stride(axis);
                rest /= result.size(axis);
            }
            return source;
        };
    }
}
