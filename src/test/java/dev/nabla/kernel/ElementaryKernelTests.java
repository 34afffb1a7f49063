package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.trial.Trials;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors answer the bits of the scalar functions, which are held against exact arithmetic elsewhere. */
class ElementaryKernelTests {

    /** Numbers for each function: several million a second. */
    private static final int BLOCKS = Trials.of(2000);
    private static final int BLOCK = 2048;

    private static final double[] HARD = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL,
            -Double.MIN_NORMAL, 1e-300, 1, -1, Math.nextUp(-1.0), Math.nextDown(-1.0), Math.sqrt(0.5), Math.sqrt(2), 36,
            -36.7, 63.9, -63.9, 64, -64, 65, -65, 700, -700, 708.4, -708.4, 709.78, 709.79, -744, -745.1, -745.2, 750,
            -750, 1e4, -1e4, 0x1p53, 0x1p1000, 0x1p1001, 1e308, -1e308, Double.MAX_VALUE, -Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN};

    private final ElementaryKernel scalar = new ScalarElementary();
    private final ElementaryKernel vector = new VectorElementary();

    enum Operation {
        EXP,
        LOG,
        LOG1P,
        SIGMOID,
        SIGMOID_DERIVATIVE,
        SOFTPLUS,
        EXTENDED_EXP,
        EXTENDED_LOG,
        EXTENDED_LOG1P;

        double[] of(ElementaryKernel kernel, int count, double... x) {
            double[] results = new double[x.length];
            switch (this) {
                case EXP -> kernel.exp(x, count, results);
                case LOG -> kernel.log(x, count, results);
                case LOG1P -> kernel.log1p(x, count, results);
                case SIGMOID -> kernel.sigmoid(x, count, results);
                case SIGMOID_DERIVATIVE -> kernel.sigmoidDerivative(x, count, results);
                case SOFTPLUS -> kernel.softplus(x, count, results);
                case EXTENDED_EXP -> kernel.extendedExp(x, count, results, new double[x.length]);
                case EXTENDED_LOG -> kernel.extendedLog(x, count, results, new double[x.length]);
                case EXTENDED_LOG1P -> kernel.extendedLog1p(x, lows(x), count, results, new double[x.length]);
            }
            return results;
        }

        /** The low parts of the results; zeros if they have none. */
        double[] lowsOf(ElementaryKernel kernel, int count, double... x) {
            double[] lows = new double[x.length];
            switch (this) {
                case EXTENDED_EXP -> kernel.extendedExp(x, count, new double[x.length], lows);
                case EXTENDED_LOG -> kernel.extendedLog(x, count, new double[x.length], lows);
                case EXTENDED_LOG1P -> kernel.extendedLog1p(x, lows(x), count, new double[x.length], lows);
                default -> {
                    return lows;
                }
            }
            return lows;
        }

        /** Low parts of arguments: fractions of half an ulp, of either sign. */
        private static double[] lows(double... x) {
            return IntStream.range(0, x.length)
                    .mapToDouble(i -> Double.isFinite(x[i]) ? Math.ulp(x[i]) * (i % 7 - 3) / 6 : 0).toArray();
        }

        boolean isLogarithm() {
            return this == LOG || this == EXTENDED_LOG;
        }

        boolean isLog1p() {
            return this == LOG1P || this == EXTENDED_LOG1P;
        }
    }

    private void assertSameBits(Operation operation, double... x) {
        double[] expected = operation.of(scalar, x.length, x);
        double[] actual = operation.of(vector, x.length, x);
        int different = Arrays.mismatch(expected, actual);
        if (different >= 0) {
            assertThat(actual[different]).as("%s of %s", operation, x[different]).isEqualTo(expected[different]);
        }
        assertThat(different).isEqualTo(-1);
        assertThat(operation.lowsOf(vector, x.length, x)).isEqualTo(operation.lowsOf(scalar, x.length, x));
    }

    @Test
    void bestShouldBeOfVectorsWhereTheirModuleIsThere() {
        assertThat(ElementaryKernel.BEST).isInstanceOf(VectorElementary.class);
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryNumbersShouldGiveTheSameBits(Operation operation) {
        SplittableRandom random = new SplittableRandom(1);
        for (int block = 0; block < BLOCKS; block++) {
            double size = Math.scalb(1.0, random.nextInt(-60, 12));
            double least = operation.isLogarithm() ? 0 : operation.isLog1p() ? Math.max(-size, -1) : -size;
            assertSameBits(operation, random.doubles(BLOCK, least, size).toArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyNumbersShouldGiveTheSameBits(Operation operation) {
        SplittableRandom random = new SplittableRandom(2);
        for (int block = 0; block < BLOCKS / 4; block++) {
            assertSameBits(operation, random.longs(BLOCK).mapToDouble(Double::longBitsToDouble).toArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersAroundHardOnesShouldGiveTheSameBits(Operation operation) {
        double[] around = Arrays.stream(HARD).flatMap(ElementaryKernelTests::around).toArray();
        SplittableRandom random = new SplittableRandom(3);
        for (int length : new int[]{0, 1, 255, 256, 257, 511, 512, 513, 1000, 2048}) {
            for (double share : new double[]{0.001, 0.1, 1}) {
                double[] x = random.doubles(length, 0.1, 5).toArray();
                IntStream.range(0, length).filter(i -> random.nextDouble() < share)
                        .forEach(i -> x[i] = around[random.nextInt(around.length)]);
                assertSameBits(operation, x);
            }
        }
        for (double number : around) {
            double[] x = new double[256];
            Arrays.fill(x, number);
            assertSameBits(operation, x);
        }
    }

    private static DoubleStream around(double number) {
        return IntStream.rangeClosed(-3, 3).mapToDouble(i -> number + i * Math.ulp(number));
    }

    @ParameterizedTest
    @EnumSource
    void elementsBehindTheCountShouldStay(Operation operation) {
        double[] x = new double[600];
        Arrays.fill(x, 0.5);
        assertThat(operation.of(vector, 599, x)[599]).isZero();
        assertThat(operation.of(vector, 599, x)[598]).isNotZero();
    }
}
