package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import java.util.List;

/** The value of one tensor with the gradient of another: a straight-through estimator, for instance. */
@FunctionDefinition(
    group = Group.GRADIENT,
    summary = "the value of one tensor with the gradient of another",
    edges = "Both have the same shape. The value is that of the first to the last bit, the gradient that of the second.")
public record WithGradient() implements GradientFunction {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("value"), Parameter.required("surrogate"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node value = arguments.tensor("value");
        Node surrogate = arguments.tensor("surrogate");
        if (!value.shape().equals(surrogate.shape())) {
            throw new MisfitException("value and surrogate must have the same shape, got " + value.shape() + " and "
                    + surrogate.shape());
        }
        return arguments.graph().apply(this, value, surrogate);
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return operand == 1;
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return graph.constant(operand);
    }

    @Override
    public Notation notation() {
        return Notation.named("with_gradient", 2);
    }
}
