package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels answer the same bits; the plain one is held against exact arithmetic elsewhere. */
class ArrayKernelTests {

    private static final double[] HARD = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-300, -700, -708.4, -745.1,
            -745.2, -1e4, -1e308, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN};

    private final ArrayKernel scalar = new ScalarKernel("it is the reference");
    private final ArrayKernel vector = new VectorKernel();
    private final Random random = new Random(5);

    /** Around the lanes of a vector and of a sum, the shortest array worth vectors, and a block. */
    static IntStream lengths() {
        return IntStream.concat(IntStream.rangeClosed(0, 130),
                IntStream.of(255, 256, 257, 511, 512, 513, 520, 527, 1023, 1024, 1025, 1031, 4099));
    }

    @Test
    void bestShouldBeTheVectorKernelWhereItsModuleIsThere() {
        assertThat(ArrayKernel.BEST).isInstanceOf(VectorKernel.class);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void exponentialsShouldBeTheSameBits(int length) {
        for (double max : new double[]{0, 1, -3.7, 709, 1e4, -1e300, Double.POSITIVE_INFINITY}) {
            double[] x = Arrays.stream(numbers(length)).map(number -> Math.min(number, max)).toArray();
            double[] expected = new double[length];
            double[] actual = new double[length];
            scalar.exponentials(x, 0, length, max, expected);
            vector.exponentials(x, 0, length, max, actual);
            assertThat(bits(actual)).isEqualTo(bits(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void sumsShouldBeTheSameBits(int length) {
        double[] values = numbers(length + 3);
        int to = 3 + length - length % LaneSums.COUNT;
        double[][] expected = new double[2][LaneSums.COUNT];
        double[][] actual = new double[2][LaneSums.COUNT];
        scalar.addRounds(values, 3, to, expected[0], expected[1]);
        vector.addRounds(values, 3, to, actual[0], actual[1]);
        assertThat(bits(actual[0])).isEqualTo(bits(expected[0]));
        assertThat(bits(actual[1])).isEqualTo(bits(expected[1]));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void scaledNumbersShouldBeTheSameBits(int length) {
        DoubleDouble third = DoubleDouble.quotient(1, 3);
        for (DoubleDouble factor : new DoubleDouble[]{third, third.times(1e300), DoubleDouble.of(Double.NaN),
                DoubleDouble.of(Double.POSITIVE_INFINITY), DoubleDouble.ZERO}) {
            double[] values = numbers(length);
            double[] expected = new double[length];
            double[] actual = values.clone();
            scalar.scale(values, 0, length, factor.hi(), factor.lo(), expected);
            vector.scale(actual, 0, length, factor.hi(), factor.lo(), actual);
            assertThat(bits(actual)).isEqualTo(bits(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void largestNumberShouldBeTheSameOne(int length) {
        double[] values = Arrays.stream(numbers(length + 1)).map(number -> Double.isNaN(number) ? 0 : number).toArray();
        for (double ceiling : new double[]{Double.POSITIVE_INFINITY, 1, 0.0, -0.0, Double.NEGATIVE_INFINITY}) {
            double[] x = Arrays.stream(values).map(number -> Math.min(number, ceiling)).toArray();
            assertThat(vector.indexOfLargest(x, 0, length + 1)).isEqualTo(scalar.indexOfLargest(x, 0, length + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void nanShouldBeFoundWhereverItIs(int length) {
        for (int place = 0; place < length; place++) {
            double[] values = new double[length];
            values[place] = Double.NaN;
            assertThat(vector.containsNaN(values, 0, length)).isTrue();
            assertThat(vector.containsNaN(values, 0, place)).isFalse();
            assertThat(scalar.containsNaN(values, place, place + 1)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void largeNumberShouldBeFoundWhereverItIs(int length) {
        for (int place = 0; place < length; place++) {
            for (double large : new double[]{2, -2, Double.POSITIVE_INFINITY}) {
                double[] values = new double[length];
                values[place] = large;
                for (ArrayKernel kernel : new ArrayKernel[]{vector, scalar}) {
                    assertThat(kernel.containsAbove(1.5, values, 0, length)).isTrue();
                    assertThat(kernel.containsAbove(2, values, 0, length)).isEqualTo(Double.isInfinite(large));
                    assertThat(kernel.containsAbove(1.5, values, 0, place)).isFalse();
                }
            }
        }
    }

    private double[] numbers(int length) {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            double size = Math.scalb(1.0, random.nextInt(-20, 12));
            numbers[i] = random.nextInt(20) == 0 ? HARD[random.nextInt(HARD.length)] : size * random.nextGaussian();
        }
        return numbers;
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToLongBits).toArray();
    }
}
