package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.List;

/** All products of an element of one vector with one of another. */
@FunctionDefinition(group = Group.SHAPE, summary = "matrix of all products of the elements of two vectors", aliases = "ger")
public record Outer() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("a"), Parameter.required("b"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Graph graph = arguments.graph();
        Node a = arguments.tensor("a");
        Node b = arguments.tensor("b");
        if (a.shape().rank() != 1 || b.shape().rank() != 1) {
            throw new MisfitException("outer takes two vectors, got shapes " + a.shape() + " and " + b.shape());
        }
        return graph.multiply(graph.reshape(a, Shape.of(a.shape().size(0), 1)),
                graph.reshape(b, Shape.of(1, b.shape().size(0))));
    }
}
