package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import dev.nabla.kernel.StableSigmoid;
import java.util.List;

/** σ(x) σ(−x), the derivative of the sigmoid. */
record SigmoidDerivative() implements Unary {

    @Override
    public double value(double x) {
        return StableSigmoid.derivative(x).value();
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.sigmoidDerivative(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        ScaledDoubleDouble power = ScaledElementary.exp(x.abs().negated());
        return power.dividedBy(power.plus(ScaledDoubleDouble.ONE).squared());
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.negate(graph.chain(y, graph.apply(new Tanh(), graph.multiply(0.5, x))));
    }

    @Override
    public Notation notation() {
        return new Notation("\\sigma\\left(#1\\right) \\sigma\\left(-#1\\right)", Binding.PRODUCT,
                List.of(Binding.FACTOR));
    }
}
