package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Larger of two numbers. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "larger of two numbers", aliases = "fmax", edges = "Two equal numbers get half the gradient each; one that equals a constant gets all of it.")
public record Maximum() implements BinaryFunction {

@Override
public double value(double a, double b) {
return Math.max(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
if (a.isNaN() || b.isNaN()) {
return ScaledDoubleDouble.of(Double.NaN);
}
return b.isLessThan(a) ? a : b;
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node own = result.operand(operand);
Node other = result.operand(1 - operand);
double tie = other.isConstant() ? 1 : 0.5;
return graph.apply(new Share(tie), own, other);
}

@Override
public Notation notation() {
return Notation.call("\\max", 2);
}
}
