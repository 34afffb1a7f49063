package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Storage;
import java.util.Arrays;

/**
 * The vectors of the items of a batch that take part, less their mean. Each column is divided by a power of two that makes the
 * largest of its numbers about 1. Numbers keep their digits where all of a column are close to one another.
 */
final class CenteredColumns {

    private final double[] elements;
    private final int features;
    private final int[] items;
    private final double[] high;
    private final double[] low;
    private final int[] exponents;
    private final ScaledDoubleDouble[] squares;

    /**
     * Centers vectors.
     *
     * @param elements the vectors of the whole batch, of finite numbers
     * @param items the indices of those that take part; at least one
     */
    CenteredColumns(double[] elements, int features, int[] items) {
        this.elements = elements;
        this.features = features;
        this.items = items;
        this.high = Storage.doubles(items.length * features);
        this.low = Storage.doubles(items.length * features);
        this.exponents = new int[features];
        this.squares = new ScaledDoubleDouble[features];
        Parallel.run(features, high.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int column = from; column < to; column++) {
                center(column);
            }
        });
    }

    /** Takes the mean of differences from the number nearest 0, which are exact. */
    private void center(int column) {
        ScaledDoubleDouble[] numbers = new ScaledDoubleDouble[items.length];
        double origin = nearestZero(column);
        Arrays.setAll(numbers, row -> ScaledDoubleDouble.difference(elements[items[row] * features + column], origin));
        ScaledDoubleDouble mean = sum(numbers, 1).plus(sum(numbers, -1)).dividedBy(DoubleDouble.of(items.length));
        Arrays.setAll(numbers, row -> numbers[row].minus(mean).normalized());
        int exponent = Arrays.stream(numbers).filter(number -> !number.isZero())
                .mapToInt(ScaledDoubleDouble::exponent).max().orElse(0);
        CompensatedSum sum = new CompensatedSum();
        for (int row = 0; row < items.length; row++) {
            DoubleDouble number = numbers[row].shifted(-exponent).toDoubleDouble();
            high[row * features + column] = number.hi();
            low[row * features + column] = number.lo();
            sum.add(number.squared());
        }
        exponents[column] = exponent;
        squares[column] = sum.scaledTotal().shifted(2 * exponent);
    }

    private double nearestZero(int column) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int item : items) {
            double number = elements[item * features + column];
            nearest = Math.abs(number) < Math.abs(nearest) ? number : nearest;
        }
        return nearest;
    }

    /** The sum of the numbers of one sign: huge ones of both then cancel before they hide small ones. */
    private static ScaledDoubleDouble sum(ScaledDoubleDouble[] numbers, int sign) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (ScaledDoubleDouble number : numbers) {
            if (number.sign() == sign) {
                sum = sum.plus(number);
            }
        }
        return sum;
    }

    int count() {
        return items.length;
    }

    int features() {
        return features;
    }

    /** The index in the batch of an element. */
    int index(int row, int column) {
        return items[row] * features + column;
    }

    /** A centered number, divided by the power of two of its column. */
    DoubleDouble number(int row, int column) {
        return new DoubleDouble(high[row * features + column], low[row * features + column]);
    }

    /** The exponent of the power of two that a column is divided by. */
    int exponent(int column) {
        return exponents[column];
    }

    /** The sum of squares of a column, not divided by anything. */
    ScaledDoubleDouble squares(int column) {
        return squares[column];
    }

    /** All numbers, rounded to float64. */
    double[] rows() {
        return high;
    }

    /** {@code aᵀb} of two batches of vectors, without its diagonal. */
    static double[] productsOfColumns(double[] a, double[] b, int count, int features) {
        double[] products = Storage.doubles(features * features);
        MatrixProduct.write(Matrix.of(a, count, features).transposed(), Matrix.of(b, count, features),
                new double[features], products);
        for (int column = 0; column < features; column++) {
            products[column * features + column] = 0;
        }
        return products;
    }

    /** The elements of a gradient. */
    interface Elements {
        ScaledDoubleDouble at(int row, int column);
    }

    /** Writes a gradient. */
    void write(Elements elements, double[] gradient) {
        Parallel.run(items.length, high.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < features; column++) {
                    gradient[index(row, column)] = 0.0 + elements.at(row, column).value();
                }
            }
        });
    }
}
