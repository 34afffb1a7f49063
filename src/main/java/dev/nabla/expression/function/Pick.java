package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Rows;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** One element of each row, by its index. */
@FunctionDefinition(
    group = Group.SHAPE,
    summary = "the element of each row along axis whose index is given",
    aliases = {"gather", "take_along_axis", "take_along_dim", "batch_gather"},
    edges = "index has the shape of x without the axis. An index that is not an integer in [0, size) is an error.")
public record Pick() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), Parameter.required("index"), new Parameter("axis", "-1"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node x = arguments.tensor("x");
        Node index = arguments.tensor("index");
        int axis = arguments.axis("axis", -1, x.shape());
        if (!x.shape().without(axis).equals(index.shape())) {
            throw new MisfitException("index must have shape " + x.shape().without(axis) + ", that of x without axis "
                    + axis + ", got " + index.shape());
        }
        return arguments.graph().apply(new Element(Axes.of(axis), Indices.of(index)), x, index);
    }

    /** The element of each row of the first operand whose index is in the second. */
    private record Element(Axes axes, Indices indices) implements TensorOperation {

        @Override
        public boolean isDifferentiable(int operand) {
            return operand == 0;
        }

        @Override
        public Shape shape(List<Shape> operands) {
            return operands.get(1);
        }

        @Override
        public long operations(List<Shape> operands, Shape result) {
            return 10L * result.elements();
        }

        @Override
        public void evaluate(List<Value> operands, Shape shape, double[] result) {
            Rows rows = Rows.of(operands.getFirst().shape(), axes);
            for (int row = 0; row < result.length; row++) {
                int index = indices.index(operands.get(1).elements()[row], shape, row, rows.length());
                result[row] = operands.getFirst().elements()[rows.position(row, index)];
            }
        }

        @Override
        public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
            Rows rows = Rows.of(operands.getFirst().shape(), axes);
            for (int row = 0; row < result.length; row++) {
                int index = indices.index(operands.get(1).elements()[row].value(), shape, row, rows.length());
                result[row] = operands.getFirst().elements()[rows.position(row, index)];
            }
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new InPlace(axes, indices, result.operand(0).shape()), upstream, result.operand(1));
        }

        @Override
        public Notation notation() {
            return new Notation("{#1}_{#2}", Binding.ATOM, List.of(Binding.ATOM, Binding.RELATION));
        }
    }

    /** Zeros, with an element of the first operand in each row at the index that is in the second. */
    private record InPlace(Axes axis, Indices indices, Shape target) implements TensorOperation {

        @Override
        public Shape shape(List<Shape> operands) {
            return target;
        }

        @Override
        public void evaluate(List<Value> operands, Shape shape, double[] result) {
            Rows rows = Rows.of(shape, axis);
            Arrays.fill(result, 0);
            for (int row = 0; row < rows.count(); row++) {
                int index = indices.index(operands.get(1).elements()[row], operands.get(1).shape(), row, rows.length());
                result[rows.position(row, index)] = operands.getFirst().elements()[row];
            }
        }

        @Override
        public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
            Rows rows = Rows.of(shape, axis);
            Arrays.fill(result, ScaledDoubleDouble.ZERO);
            for (int row = 0; row < rows.count(); row++) {
                int index = indices.index(operands.get(1).elements()[row].value(), operands.get(1).shape(), row,
                        rows.length());
                result[rows.position(row, index)] = operands.getFirst().elements()[row];
            }
        }

        @Override
        public Notation notation() {
            return Notation.around("\\operatorname{one\\_hot}\\left(#2\\right) #1", 2);
        }
    }
}
