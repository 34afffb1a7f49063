package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Node;
import java.util.List;

/** The square. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "x * x")
public record Square() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"));
    }

    @Override
    public Node apply(Arguments arguments) {
        return arguments.graph().square(arguments.tensor("x"));
    }
}
