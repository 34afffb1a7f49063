package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** The Euclidean norm. */
@FunctionDefinition(group = Group.REDUCTION, summary = "Euclidean norm, without overflow of the squares", aliases = {"l2_norm", "vector_norm", "linalg_norm", "euclidean_norm"}, edges = "The gradient of the zero vector is 0.")
public record Norm() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.apply(new Euclidean(axes, keepsAxes), x);
}

@Override
public Node ofNumber(Graph graph, Node x) {
    return graph.apply(new Abs(), x);
}

/** The root of the sum of squares. */
record Euclidean(Axes axes, boolean keepsAxes) implements RowReduction {

    @Override
    public void compute(double[][] rows, double[] result) {
        CompensatedSum sum = new CompensatedSum();
        for (double x : rows[0]) {
            sum.addProduct(x, x);
        }
        result[0] = ScaledElementary.sqrt(sum.scaledTotal()).value();
    }

    @Override
    public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (ScaledDoubleDouble x : rows[0]) {
            sum = sum.plus(x.squared()).normalized();
        }
        result[0] = ScaledElementary.sqrt(sum);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node x = result.operand(0);
        return graph.chain(beside(upstream, x, graph), graph.apply(new Ratio(), x, beside(result, x, graph)));
    }

    @Override
    public Notation notation() {
        return Notation.around("\\left\\lVert #1 \\right\\rVert_{" + axes.tex() + "}", 1);
    }
}

}
