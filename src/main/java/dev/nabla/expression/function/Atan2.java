package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;
import java.util.List;

/** Angle of the point (x, y), written atan2(y, x). */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "angle of the point (x, y), written atan2(y, x)", aliases = "arctan2", edges = "The derivatives at (0, 0) are NaN.")
public record Atan2() implements BinaryFunction {

@Override
public List<Parameter> parameters() {
return List.of(Parameter.required("y"), Parameter.required("x"));
}

@Override
public double value(double a, double b) {
return StrictMath.atan2(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
return ScaledTrigonometry.atan2(a, b);
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? graph.apply(new Inversion(), b, a)
: graph.negate(graph.apply(new Inversion(), a, b));
}

@Override
public Notation notation() {
return Notation.named("atan2", 2);
}
}
