package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Tensors of one shape along a new axis. */
@FunctionDefinition(group = Group.SHAPE, summary = "tensors of one shape along a new axis")
public record Stack() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("tensors"), new Parameter("axis", "0"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Graph graph = arguments.graph();
        List<Node> tensors = arguments.tensors("tensors");
        Shape shape = tensors.getFirst().shape();
        int axis = arguments.axis("axis", 0, shape.append(1));
        for (Node each : tensors) {
            if (!each.shape().equals(shape)) {
                throw new MisfitException("tensors that are stacked have one shape, got " + shape + " and " + each.shape());
            }
        }
        int[] sizes = IntStream.rangeClosed(0, shape.rank())
                .map(each -> each == axis ? 1 : shape.size(each < axis ? each : each - 1)).toArray();
        return Concatenate.joined(graph,
                tensors.stream().map(each -> graph.reshape(each, Shape.of(sizes))).toList(), axis);
    }
}
