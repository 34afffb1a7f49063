package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.List;

/**
 * The sum over axes, divided by a number, with compensation, in an order that does not depend on the number of threads. The
 * quotient is finite also where the sum is not.
 */
public record Sum(Axes axes, boolean keepsAxes, int divisor) implements TensorOperation {

    /** Numbers that are added in one piece. */
    private static final int BLOCK = 1 << 14;

    public Sum(Axes axes, boolean keepsAxes) {
        this(axes, keepsAxes, 1);
    }

    @Override
    public String functionName() {
        return divisor == 1 ? "sum" : "mean";
    }

    @Override
    public Shape shape(List<Shape> operands) {
        return axes.reduced(operands.getFirst(), keepsAxes);
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        double[] elements = operands.getFirst().elements();
        Rows rows = Rows.of(operands.getFirst().shape(), axes);
        if (!rows.areContiguous()) {
            Parallel.run(rows.count(), elements.length, Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> sumStrided(rows, from, to, elements, result));
        } else if (rows.count() == 1) {
            result[0] = sumLong(elements);
        } else {
            Parallel.run(rows.count(), elements.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
                for (int row = from; row < to; row++) {
                    CompensatedSum sum = new CompensatedSum();
                    sum.add(elements, row * rows.length(), (row + 1) * rows.length());
                    result[row] = quotient(sum);
                }
            });
        }
    }

    private double quotient(CompensatedSum sum) {
        if (divisor == 1) {
            return sum.value();
        }
        DoubleDouble total = sum.total();
        if (Double.isFinite(total.hi())) {
            return total.dividedBy(divisor).value();
        }
        ScaledDoubleDouble scaled = sum.scaledTotal();
        return Double.isFinite(scaled.significand().hi())
                ? scaled.dividedBy(DoubleDouble.of(divisor)).value()
                : scaled.value();
    }

    private double sumLong(double... elements) {
        CompensatedSum[] parts = new CompensatedSum[Math.ceilDiv(elements.length, BLOCK)];
        Parallel.run(parts.length, elements.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int part = from; part < to; part++) {
                parts[part] = new CompensatedSum();
                parts[part].add(elements, part * BLOCK, Math.min(elements.length, (part + 1) * BLOCK));
            }
        });
        CompensatedSum total = new CompensatedSum();
        for (CompensatedSum part : parts) {
            total.add(part);
        }
        return quotient(total);
    }

    private void sumStrided(Rows rows, int from, int to, double[] elements, double[] result) {
        CompensatedSum[] sums = new CompensatedSum[to - from];
        for (int row = from; row < to; row++) {
            sums[row - from] = new CompensatedSum();
        }
        for (int i = 0; i < rows.length(); i++) {
            for (int row = from; row < to; row++) {
                sums[row - from].add(elements[rows.position(row, i)]);
            }
        }
        for (int row = from; row < to; row++) {
            result[row] = quotient(sums[row - from]);
        }
    }

    @Override
    public long scratch(List<Shape> operands, Shape result) {
        return operands.getFirst().rank() == axes.each().size() ? 0 : 16L * result.elements();
    }

    @Override
    public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        ScaledDoubleDouble[] elements = operands.getFirst().elements();
        Rows rows = Rows.of(operands.getFirst().shape(), axes);
        rows.forEach(row -> {
            ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
            for (int i = 0; i < rows.length(); i++) {
                sum = sum.plus(elements[rows.position(row, i)]);
            }
            result[row] = sum.dividedBy(DoubleDouble.of(divisor));
        });
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Shape shape = result.operand(0).shape();
        Node share = divisor == 1 ? upstream : graph.divide(upstream, graph.constant(divisor));
        return graph.expand(graph.reshape(share, axes.reduced(shape, true)), shape);
    }

    @Override
    public Notation notation() {
        return new Notation((divisor == 1 ? "" : "\\frac{1}{" + divisor + "} ") + "\\sum_{" + axes.tex() + "} #1",
                Binding.SUM,
                List.of(Binding.TERM));
    }
}
