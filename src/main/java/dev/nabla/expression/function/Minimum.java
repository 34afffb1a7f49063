package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Smaller of two numbers. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "smaller of two numbers", aliases = "fmin", edges = "Two equal numbers get half the gradient each; one that equals a constant gets all of it.")
public record Minimum() implements BinaryFunction {

@Override
public double value(double a, double b) {
return Math.min(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
if (a.isNaN() || b.isNaN()) {
return ScaledDoubleDouble.of(Double.NaN);
}
return a.isLessThan(b) ? a : b;
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node own = result.operand(operand);
Node other = result.operand(1 - operand);
double tie = other.isConstant() ? 1 : 0.5;
return graph.apply(new Share(tie), other, own);
}

@Override
public Notation notation() {
return Notation.call("\\min", 2);
}
}
