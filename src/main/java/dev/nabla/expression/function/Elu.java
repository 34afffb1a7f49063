package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import java.util.List;

/** Exponential linear unit. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "x where x > 0, else alpha * expm1(x)", edges = "The derivative at 0 is alpha.")
public record Elu() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("alpha", "1"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Graph graph = arguments.graph();
        Node x = arguments.tensor("x");
        Node alpha = arguments.has("alpha") ? arguments.tensor("alpha") : graph.constant(1);
        return graph.apply(new Where(), graph.apply(new Greater(), x, graph.constant(0)), x,
                graph.multiply(alpha, graph.apply(new Expm1(), x)));
    }
}
