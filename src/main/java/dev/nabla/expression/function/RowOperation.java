package dev.nabla.expression.function;

import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Rows;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operation that computes each row of its result from that row of its operands. All operands have the same shape, and so has
 * the result.
 */
interface RowOperation extends TensorOperation {

    /** The axes along which rows run. */
    @Override
    Axes axes();

    /** Computes a row of the result from one of each operand; rows are not empty. */
    void compute(double[][] rows, double[] result);

    /** The same with more digits, for finite numbers. */
    void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result);

    @Override
    default Shape shape(List<Shape> operands) {
        return operands.getFirst();
    }

    /** The number of results of a row. */
    default int results(int length) {
        return length;
    }

    @Override
    default long operations(List<Shape> operands, Shape result) {
        return 20L * operands.size() * operands.getFirst().elements();
    }

    @Override
    default long scratch(List<Shape> operands, Shape result) {
        int rows = Runtime.getRuntime().availableProcessors();
        return Math.min(operands.getFirst().elements(), (long) rows * axes().count(operands.getFirst()))
                * (operands.size() + 2L);
    }

    @Override
    default void evaluate(List<Value> operands, Shape shape, double[] result) {
        Rows rows = Rows.of(operands.getFirst().shape(), axes());
        if (result.length == 0) {
            return;
        }
        RowLoop.run(rows, () -> {
            double[][] own = new double[operands.size()][rows.length()];
            double[] computed = new double[results(rows.length())];
            return row -> {
                for (int k = 0; k < own.length; k++) {
                    rows.read(row, operands.get(k).elements(), own[k]);
                }
                compute(own, computed);
                write(rows, row, computed, result);
            };
        });
    }

    /** Stores the results of a row. */
    default void write(Rows rows, int row, double[] computed, double[] result) {
        rows.write(row, computed, result);
    }

    @Override
    default void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        Rows rows = Rows.of(operands.getFirst().shape(), axes());
        if (result.length == 0) {
            return;
        }
        ScaledDoubleDouble[] computed = new ScaledDoubleDouble[results(rows.length())];
        for (int row = 0; row < rows.count(); row++) {
            ScaledDoubleDouble[][] own = own(operands, rows, row);
            if (Arrays.stream(own).flatMap(Arrays::stream).allMatch(x -> Double.isFinite(x.significand().hi()))) {
                compute(own, computed);
            } else {
                computeRounded(own, computed);
            }
            for (int i = 0; i < computed.length; i++) {
                result[computed.length == rows.length() ? rows.position(row, i) : row] = computed[i];
            }
        }
    }

    private static ScaledDoubleDouble[][] own(List<ExtendedValue> operands, Rows rows, int row) {
        return operands.stream().map(operand -> IntStream.range(0, rows.length())
                .mapToObj(i -> operand.elements()[rows.position(row, i)]).toArray(ScaledDoubleDouble[]::new))
                .toArray(ScaledDoubleDouble[][]::new);
    }

    /** In float64, for rows that have infinities or NaN. */
    private void computeRounded(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        double[] computed = new double[result.length];
        compute(Arrays.stream(rows).map(row -> Arrays.stream(row).mapToDouble(ScaledDoubleDouble::value).toArray())
                .toArray(double[][]::new), computed);
        Arrays.setAll(result, i -> ScaledDoubleDouble.of(computed[i]));
    }
}
