package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** What the first of two numbers gets of the gradient of the larger: everything, nothing, or {@code tie} if they are equal. */
record Share(double tie) implements Binary {

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double a, double b) {
if (a == b) {
return tie;
}
return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : a > b ? 1 : 0;
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
if (a.isNaN() || b.isNaN()) {
return ScaledDoubleDouble.of(Double.NaN);
}
return ScaledDoubleDouble.of(a.isEqualTo(b) ? tie : b.isLessThan(a) ? 1 : 0);
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return tie == 1
? new Notation("\\left[#1 \\ge #2\\right]", Binding.ATOM, List.of(Binding.SUM, Binding.SUM))
: new Notation("\\operatorname{H}\\left(#1 - #2\\right)", Binding.POWER, List.of(Binding.SUM, Binding.TERM));
}
}
