package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Node;
import java.util.List;

/** A function of two numbers that formulas can call. */
interface BinaryFunction extends Function, Binary {

    @Override
    default List<Parameter> parameters() {
        return List.of(Parameter.required("a"), Parameter.required("b"));
    }

    @Override
    default Node apply(Arguments arguments) {
        return arguments.graph().apply(this, arguments.tensor(parameters().get(0).name()),
                arguments.tensor(parameters().get(1).name()));
    }
}
