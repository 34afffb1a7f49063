package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** The product. */
@FunctionDefinition(group = Group.REDUCTION, summary = "product", aliases = {"reduce_prod", "product"}, edges = "The gradient is the product of the others, also where elements are 0.")
public record Prod() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.apply(new Product(axes, keepsAxes), x);
}

private static ScaledDoubleDouble product(ScaledDoubleDouble a, ScaledDoubleDouble b) {
    return a.times(b).normalized();
}

private static ScaledDoubleDouble[] scaled(double... row) {
    return Arrays.stream(row).mapToObj(ScaledDoubleDouble::of).toArray(ScaledDoubleDouble[]::new);
}

/** The product of a row, which overflows only if it is out of range as a whole. */
private record Product(Axes axes, boolean keepsAxes) implements RowReduction {

    @Override
    public void compute(double[][] rows, double[] result) {
        ScaledDoubleDouble product = ScaledDoubleDouble.ONE;
        for (double x : rows[0]) {
            product = product(product, ScaledDoubleDouble.of(x));
        }
        result[0] = product.value();
    }

    @Override
    public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        result[0] = Arrays.stream(rows[0]).reduce(ScaledDoubleDouble.ONE, Prod::product);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node x = result.operand(0);
        return graph.chain(beside(upstream, x, graph), graph.apply(new Others(axes), x));
    }

    @Override
    public Notation notation() {
        return new Notation("\\prod_{" + axes.tex() + "} #1", Binding.PRODUCT, List.of(Binding.FACTOR));
    }
}

/** The product of all others, for each element of a row. */
private record Others(Axes axes) implements RowOperation {

    @Override
    public void compute(double[][] rows, double[] result) {
        ScaledDoubleDouble[] others = new ScaledDoubleDouble[result.length];
        compute(new ScaledDoubleDouble[][]{scaled(rows[0])}, others);
        for (int i = 0; i < result.length; i++) {
            result[i] = others[i].value();
        }
    }

    @Override
    public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        ScaledDoubleDouble before = ScaledDoubleDouble.ONE;
        for (int i = 0; i < result.length; i++) {
            result[i] = before;
            before = product(before, rows[0][i]);
        }
        ScaledDoubleDouble after = ScaledDoubleDouble.ONE;
        for (int i = result.length - 1; i >= 0; i--) {
            result[i] = product(result[i], after);
            after = product(after, rows[0][i]);
        }
    }

    @Override
    public long scratch(List<Shape> operands, Shape result) {
        return 16L * operands.getFirst().elements();
    }

    @Override
    public Notation notation() {
        return new Notation("\\prod_{\\text{others along " + axes.each() + "}} #1", Binding.PRODUCT, List.of(Binding.FACTOR));
    }
}

}
