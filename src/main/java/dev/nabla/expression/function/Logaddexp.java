package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Logarithms;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The logarithm of the sum of two exponentials. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "log(exp(a) + exp(b)), without overflow")
public record Logaddexp() implements BinaryFunction {

@Override
public double value(double a, double b) {
return Logarithms.logAddExp(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
ScaledDoubleDouble larger = a.max(b);
ScaledDoubleDouble distance = a.minus(b).abs();
return a.isInfinite() || b.isInfinite() || a.isNaN() || b.isNaN()
? ScaledDoubleDouble.of(value(a.value(), b.value()))
: larger.plus(new Softplus().extended(distance.negated()));
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? graph.apply(new Sigmoid(), graph.subtract(a, b))
: graph.apply(new Sigmoid(), graph.subtract(b, a));
}

@Override
public Notation notation() {
return Notation.around("\\log\\left(e^{#1} + e^{#2}\\right)", 2);
}
}
