package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import java.util.List;

/** The identity, whose gradient is multiplied by a factor. */
@FunctionDefinition(group = Group.GRADIENT, summary = "x, its gradient times c")
public record ScaleGradient() implements GradientFunction {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), Parameter.required("c"));
    }

    @Override
    public Node apply(Arguments arguments) {
        return scaled(arguments.graph(), arguments.tensor("x"), arguments.tensor("c"));
    }

    /**
     * A tensor, its gradient times a factor.
     *
     * @throws MisfitException if the factor cannot be repeated to the shape of the tensor
     */
    static Node scaled(Graph graph, Node x, Node factor) {
        return graph.apply(new ScaleGradient(), x, fitting(graph, factor, x));
    }

    /** A number as it is, and a tensor repeated to the shape of another. */
    static Node fitting(Graph graph, Node number, Node x) {
        return number.shape().rank() == 0 ? number : graph.expandTo(number, x.shape());
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return operand == 0;
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return result.operand(1);
    }

    @Override
    public Notation notation() {
        return Notation.named("scale_gradient", 2);
    }
}
