package dev.nabla.kernel;

import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.WorstError;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Worst errors of the functions of {@link StrictMath}, which are the same bits on every machine: those for which the kernel
 * has none of its own. The exact values are those of {@link ScaledTrigonometry}, which is compared with big-math.
 */
class StrictMathAccuracyTests {

    private static DoubleStream[] angles() {
        return new DoubleStream[]{between(-10, 10), between(-1, 1), ofExponents(-1022, 6), ofExponents(6, 1023),
                between(-1e6, 1e6), around(Math.PI), around(Math.PI / 2), around(Math.PI / 4),
                around(3 * Math.PI / 4), around(100 * Math.PI)};
    }

    private static DoubleStream[] cosines() {
        return new DoubleStream[]{between(-1, 1), ofExponents(-1022, -1), around(0.5),
                around(1).filter(x -> x < 1), around(-1).filter(x -> x > -1)};
    }

    @Test
    void sinShouldBeWithinItsBound() {
        assertWithin(0.85, StrictMath::sin, ScaledTrigonometry::sin, angles());
    }

    @Test
    void cosShouldBeWithinItsBound() {
        assertWithin(0.85, StrictMath::cos, ScaledTrigonometry::cos, angles());
    }

    @Test
    void tanShouldBeWithinItsBound() {
        assertWithin(0.8, StrictMath::tan, ScaledTrigonometry::tan, angles());
    }

    @Test
    void asinShouldBeWithinItsBound() {
        assertWithin(0.9, StrictMath::asin, ScaledTrigonometry::asin, cosines());
    }

    @Test
    void acosShouldBeWithinItsBound() {
        assertWithin(0.9, StrictMath::acos, ScaledTrigonometry::acos, cosines());
    }

    @Test
    void atanShouldBeWithinItsBound() {
        assertWithin(0.9, StrictMath::atan, ScaledTrigonometry::atan, between(-3, 3), ofExponents(-1022, 1023),
                around(1), around(0.4375), around(0.6875), around(1.1875), around(2.4375));
    }

    @Test
    void atan2ShouldBeWithinItsBound() {
        for (double x : new double[]{-0.7, 0.7, -1e-250, 1e250}) {
            ScaledDoubleDouble width = ScaledDoubleDouble.of(x);
            assertWithin(1.3, y -> StrictMath.atan2(y, x), y -> ScaledTrigonometry.atan2(y, width), between(-3, 3),
                    ofExponents(-900, 900));
        }
    }

    @Test
    void hypotShouldBeWithinItsBound() {
        for (double x : new double[]{0.7, 1e-200, 1e200, 3e-310}) {
            ScaledDoubleDouble square = ScaledDoubleDouble.of(x).squared();
            assertWithin(0.9, y -> StrictMath.hypot(y, x), y -> ScaledElementary.sqrt(y.squared().plus(square)),
                    between(-3, 3), ofExponents(-1000, 1000));
        }
    }

    static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<ScaledDoubleDouble> exact,
            DoubleStream... points) {
        DoubleStream all = Stream.of(points).flatMapToDouble(kind -> kind);
        WorstError worst = WorstError.of(actual,
                x -> ScaledError.exact(exact.apply(ScaledDoubleDouble.of(x.doubleValue()))), all);
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(bound);
    }
}
