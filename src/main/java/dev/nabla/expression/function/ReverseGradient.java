package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import java.util.List;

/** The identity, whose gradient is reversed, as in adversarial training. */
@FunctionDefinition(group = Group.GRADIENT, summary = "x, its gradient times -c", aliases = {"grl", "gradient_reversal"})
public record ReverseGradient() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("c", "1"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Graph graph = arguments.graph();
        Node factor = arguments.has("c") ? arguments.tensor("c") : graph.constant(1);
        return ScaleGradient.scaled(graph, arguments.tensor("x"), graph.negate(factor));
    }
}
