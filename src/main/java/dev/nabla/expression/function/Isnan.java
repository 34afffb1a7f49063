package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Whether x is NaN. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "whether x is NaN", aliases = "is_nan", edges = "The gradient is 0.")
public record Isnan() implements UnaryFunction {

@Override
public boolean isBoolean() {
return true;
}

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double x) {
return Double.isNaN(x) ? 1 : 0;
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledDoubleDouble.of(x.isNaN() ? 1 : 0);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return Notation.named("isnan", 1);
}
}
