package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The identity, whose gradient is limited to an interval. */
@FunctionDefinition(group = Group.GRADIENT, summary = "x, its gradient limited to [low, high]", aliases = "grad_clip")
public record ClipGradient() implements Function, Elementwise {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), Parameter.required("low"), Parameter.required("high"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Graph graph = arguments.graph();
        Node x = arguments.tensor("x");
        return graph.apply(this, x, ScaleGradient.fitting(graph, arguments.tensor("low"), x),
                ScaleGradient.fitting(graph, arguments.tensor("high"), x));
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public boolean replacesGradient() {
        return true;
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return operand == 0;
    }

    @Override
    public boolean isLinearInUpstream() {
        return false;
    }

    @Override
    public boolean replacesGradient() {
        return true;
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        System.arraycopy(operands[0], 0, result, 0, count);
    }

    @Override
    public ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        return operands.getFirst();
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return adjoint(operand, result, graph.constant(1), graph);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        return graph.apply(new Clip(), upstream, result.operand(1), result.operand(2));
    }

    @Override
    public Notation notation() {
        return Notation.named("clip_gradient", 3);
    }
}
