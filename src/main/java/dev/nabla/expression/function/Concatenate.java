package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Tensors, one after another along an axis. */
@FunctionDefinition(group = Group.SHAPE, summary = "tensors, one after another along an axis", aliases = {"concat", "cat", "hstack", "vstack"})
public record Concatenate() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("tensors"), new Parameter("axis", "0"));
    }

    @Override
    public Node apply(Arguments arguments) {
        List<Node> tensors = arguments.tensors("tensors");
        int axis = arguments.axis("axis", 0, tensors.getFirst().shape());
        return joined(arguments.graph(), tensors, axis);
    }

    static Node joined(Graph graph, List<Node> tensors, int axis) {
        return graph.apply(new Joined(axis), tensors.toArray(Node[]::new));
    }

    /** Tensors that differ in size at most along an axis. */
    private record Joined(int axis) implements TensorOperation {

        @Override
        public Shape shape(List<Shape> operands) {
            Shape first = operands.getFirst();
            int size = 0;
            for (Shape each : operands) {
                if (each.rank() != first.rank() || !each.with(axis, first.size(axis)).equals(first)) {
                    throw new MisfitException("shapes " + first + " and " + each + " differ elsewhere than at axis "
                            + axis);
                }
                size = Math.addExact(size, each.size(axis));
            }
            return first.with(axis, size);
        }

        @Override
        public long operations(List<Shape> operands, Shape result) {
            return 2L * result.elements();
        }

        @Override
        public void evaluate(List<Value> operands, Shape shape, double[] result) {
            copy(operands.stream().map(Value::elements).toList(), operands.stream().map(Value::shape).toList(), shape,
                    result);
        }

        @Override
        public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
            copy(operands.stream().map(ExtendedValue::elements).toList(),
                    operands.stream().map(ExtendedValue::shape).toList(), shape, result);
        }

        /** Copies between arrays of one kind. */
        private void copy(List<?> arrays, List<Shape> shapes, Shape shape, Object result) {
            int stride = shape.stride(axis);
            int length = shape.size(axis) * stride;
            int blocks = length == 0 ? 0 : shape.elements() / length;
            int start = 0;
            for (int k = 0; k < arrays.size(); k++) {
                int own = shapes.get(k).size(axis) * stride;
                for (int block = 0; block < blocks; block++) {
                    System.arraycopy(arrays.get(k), block * own, result, block * length + start, own);
                }
                start += own;
            }
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            int start = 0;
            for (Node before : result.operands().subList(0, operand)) {
                start += before.shape().size(axis);
            }
            List<Slice.Range> ranges = new ArrayList<>();
            Shape own = result.operand(operand).shape();
            for (int each = 0; each < own.rank(); each++) {
                ranges.add(new Slice.Range(each == axis ? start : 0, 1, own.size(each)));
            }
            return graph.apply(new Slice.Of(ranges), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.named("concatenate", 1);
        }
    }
}
