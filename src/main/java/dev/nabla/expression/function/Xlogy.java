package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import java.util.List;

/** A number times the logarithm of another. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "x * log(y); 0 if x is 0", aliases = "multiply_no_nan", edges = "0 if x is 0, even if log(y) is infinite or NaN; so is the derivative with respect to y.")
public record Xlogy() implements BinaryFunction {

@Override
public List<Parameter> parameters() {
return List.of(Parameter.required("x"), Parameter.required("y"));
}

@Override
public double value(double a, double b) {
return a == 0 && !Double.isNaN(b) ? 0 : a * Elementary.log(b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
return a.isZero() && !b.isNaN() ? ScaledDoubleDouble.ZERO : a.times(ScaledElementary.log(b));
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? graph.apply(new Log(), b)
: graph.apply(new Ratio(), a, b);
}

@Override
public Notation notation() {
return new Notation("#1 \\log\\left(#2\\right)", Binding.PRODUCT, List.of(Binding.PRODUCT, Binding.RELATION));
}
}
