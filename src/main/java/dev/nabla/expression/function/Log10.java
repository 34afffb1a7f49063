package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Logarithms;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Decimal logarithm. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "decimal logarithm", edges = "NaN for x < 0, -∞ at 0.")
public record Log10() implements UnaryFunction {

private static final Constant LOG10_E = new Constant(new DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57), "\\log_{10} e", false);

@Override
public double value(double x) {
return Logarithms.log10(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.log10(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.divide(graph.constant(LOG10_E), x);
}

@Override
public Notation notation() {
return Notation.call("\\log_{10}", 1);
}
}
