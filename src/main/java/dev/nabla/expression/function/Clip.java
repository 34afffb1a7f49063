package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** A number, limited to an interval. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "minimum(maximum(x, low), high)", aliases = {"clamp", "clip_by_value"}, edges = "x has all of the gradient where it equals a limit.")
public record Clip() implements Function, Elementwise {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("low", "-inf"), new Parameter("high", "inf"));
    }

    @Override
    public Node apply(Arguments arguments) {
        return arguments.graph().apply(this, arguments.tensor("x"),
                limit(arguments, "low", Double.NEGATIVE_INFINITY), limit(arguments, "high", Double.POSITIVE_INFINITY));
    }

    private static Node limit(Arguments arguments, String name, double fallback) {
        return arguments.has(name) ? arguments.tensor(name) : arguments.graph().constant(fallback);
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        double[] x = operands[0];
        double[] low = operands[1];
        double[] high = operands[2];
        for (int i = 0; i < count; i++) {
            result[i] = Math.min(Math.max(x[i], low[i]), high[i]);
        }
    }

    @Override
    public ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        return new Minimum().extended(new Maximum().extended(operands.get(0), operands.get(1)), operands.get(2));
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return graph.apply(new ClipDerivative(operand), result.operand(0), result.operand(1), result.operand(2));
    }

    @Override
    public Notation notation() {
        return Notation.named("clip", 3);
    }
}
