package dev.nabla.expression.function;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.compile.Variables;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.TensorOperation.ExtendedValue;
import dev.nabla.expression.graph.Variable;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** A formula with inputs. */
final class FormulaFixture {

    private static final LossCalls NO_LOSSES = _ -> {
        throw new IllegalStateException("no losses here");
    };

    private final String formula;
    private final Map<String, Float64Tensor> inputs = new LinkedHashMap<>();

    FormulaFixture(String formula) {
        this.formula = formula;
    }

    FormulaFixture with(String name, Shape shape, double... elements) {
        inputs.put(name, new Float64Tensor(shape, elements));
        return this;
    }

    FormulaFixture with(String name, double... elements) {
        return with(name, Shape.of(elements.length), elements);
    }

    FormulaFixture withNumber(String name, double number) {
        return with(name, Shape.SCALAR, number);
    }

    private Evaluation evaluate(boolean hessian, double[] upstream, String... wrt) {
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).twiceDifferentiable()).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(formula), declared, Map.of(), NO_LOSSES);
        Tensor weights = upstream.length == 0 ? null : new Float64Tensor(compile().result().shape(), upstream);
        return Evaluator.evaluate(new Task(loss, Map.copyOf(inputs), Reduction.NONE, null, null, weights,
                OptionalInt.empty(), Set.of(wrt), Hessian.diagonal(hessian), DType.FLOAT64));
    }

    double[] value() {
        return evaluate(false, new double[0]).loss().widened().values();
    }

    Shape shape() {
        return compile().result().shape();
    }

    double[] gradient(String input, double... upstream) {
        Tensor gradient = evaluate(false, upstream, input).gradients().get(input);
        return Objects.requireNonNull(gradient).widened().values();
    }

    double[] hessian(String input) {
        Tensor hessian = evaluate(true, new double[0], input).hessianDiagonals().get(input);
        return Objects.requireNonNull(hessian).widened().values();
    }

    private Formula compile() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return Compiler.compile(CompiledFormulas.parse(formula), new Variables(shapes), NO_LOSSES);
    }

    /** The value with more digits. */
    ScaledDoubleDouble[] extendedValue() {
        return extended(compile().result());
    }

    /** The gradient with more digits. */
    ScaledDoubleDouble[] extendedGradient(String input, double... upstream) {
        Formula compiled = compile();
        Graph graph = compiled.graph();
        Node weights = graph.variable("upstream", compiled.result().shape());
        inputs.put("upstream", new Float64Tensor(weights.shape(), upstream));
        Node variable = Objects.requireNonNull(compiled.variables().get(input));
        Node gradient = Objects.requireNonNull(dev.nabla.expression.graph.Backpropagation
                .gradients(graph, compiled.result(), weights, List.of(variable)).get(variable));
        ScaledDoubleDouble[] extended = extended(gradient);
        inputs.remove("upstream");
        return extended;
    }

    private ScaledDoubleDouble[] extended(Node result) {
        Map<Node, ScaledDoubleDouble[]> values = new HashMap<>();
        for (Node node : Graph.needed(List.of(result))) {
            values.put(node, extended(node, values));
        }
        return Objects.requireNonNull(values.get(result));
    }

    private ScaledDoubleDouble[] extended(Node node, Map<Node, ScaledDoubleDouble[]> values) {
        List<ExtendedValue> operands = node.operands().stream()
                .map(each -> new ExtendedValue(Objects.requireNonNull(values.get(each)), each.shape())).toList();
        return switch (node.operation()) {
            case Variable(String name) -> Arrays.stream(Objects.requireNonNull(inputs.get(name)).values())
                    .mapToObj(ScaledDoubleDouble::of).toArray(ScaledDoubleDouble[]::new);
            case Constant constant -> new ScaledDoubleDouble[]{ScaledDoubleDouble.of(constant.exact())};
            case Elementwise function -> IntStream.range(0, node.shape().elements())
                    .mapToObj(i -> function.extended(
                            operands.stream().map(operand -> at(operand, node.shape(), i)).toList()))
                    .toArray(ScaledDoubleDouble[]::new);
            case TensorOperation operation -> {
                ScaledDoubleDouble[] result = new ScaledDoubleDouble[node.shape().elements()];
                operation.extended(operands, node.shape(), result);
                yield result;
            }
        };
    }

    /** The element of an operand, repeated to a shape, that belongs to a position. */
    private static ScaledDoubleDouble at(ExtendedValue operand, Shape shape, int position) {
        int source = 0;
        int[] index = shape.indexOf(position);
        for (int axis = 0; axis < operand.shape().rank(); axis++) {
            source += operand.shape().size(axis) == 1 ? 0 : index[axis] * operand.shape().stride(axis);
        }
        return operand.elements()[source];
    }
}
