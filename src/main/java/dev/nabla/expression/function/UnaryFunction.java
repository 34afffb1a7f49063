package dev.nabla.expression.function;

import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Unary;
import java.util.List;

/** A function of one number that formulas can call. */
interface UnaryFunction extends Function, Unary {

    @Override
    default List<Parameter> parameters() {
        return List.of(Parameter.required("x"));
    }

    @Override
    default Node apply(Arguments arguments) {
        return arguments.graph().apply(this, arguments.tensor("x"));
    }
}
