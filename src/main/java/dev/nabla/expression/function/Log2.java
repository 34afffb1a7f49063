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

/** Binary logarithm. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "binary logarithm", edges = "NaN for x < 0, -∞ at 0.")
public record Log2() implements UnaryFunction {

private static final Constant LOG2_E = new Constant(new DoubleDouble(0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56), "\\log_2 e", false);

@Override
public double value(double x) {
return Logarithms.log2(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.log2(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.divide(graph.constant(LOG2_E), x);
}

@Override
public Notation notation() {
return Notation.call("\\log_2", 1);
}
}
