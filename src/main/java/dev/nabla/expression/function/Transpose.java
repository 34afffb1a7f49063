package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A tensor with its axes in another order. */
@FunctionDefinition(group = Group.SHAPE, summary = "axes in another order, by default reversed", aliases = {"permute", "permute_dims", "permute_dimensions", "swapaxes"})
public record Transpose() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("axes", "reversed"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node x = arguments.tensor("x");
        int rank = x.shape().rank();
        List<Integer> order = arguments.has("axes")
                ? arguments.integers("axes").stream().map(axis -> axis < 0 ? axis + rank : axis).toList()
                : IntStream.range(0, rank).mapToObj(axis -> rank - 1 - axis).toList();
        if (!order.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList())) {
            throw new MisfitException("axes must name each of the " + rank + " axes of shape " + x.shape() + " once");
        }
        return arguments.graph().apply(new Permutation(order), x);
    }

    /**
     * A tensor with its axes in another order.
     *
     * @param order the axes of the operand in the order of the result
     */
    private record Permutation(List<Integer> order) implements Gather {

        @Override
        public Shape shape(List<Shape> operands) {
            return Shape.of(order.stream().mapToInt(operands.getFirst()::size).toArray());
        }

        @Override
        public IntUnaryOperator sources(Shape operand, Shape result) {
            int[] strides = order.stream().mapToInt(operand::stride).toArray();
            int[] sizes = order.stream().mapToInt(operand::size).toArray();
            return position -> {
                int source = 0;
                int rest = position;
                for (int axis = sizes.length - 1; axis >= 0; axis--) {
                    source += rest % sizes[axis] * strides[axis];
                    rest /= sizes[axis];
                }
                return source;
            };
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            List<Integer> back = IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
            return graph.apply(new Permutation(back), upstream);
        }

        @Override
        public Notation notation() {
            return new Notation("{#1}^{\\top}", Binding.POWER, List.of(Binding.ATOM));
        }
    }
}
