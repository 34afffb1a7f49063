package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.kernel.Parallel;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every activation must keep, far out too. */
abstract class ElementwiseLayerContract<L extends Record & ElementwiseLayer> extends LayerContract<L> {

    private static final double[] INPUTS = {-1e4, -745, -100, -37.5, -20.5, -5, -1.3, -0.7, -1e-3, -1e-9, 1e-90, 1e-9,
            0.3, 1, 4, 9.9, 25, 700, 1e4};

    private static final double[] FAR_OUT = {-1e308, -1e160, 1e160, 1e308, -1e-160, 1e-320};
    private static final List<Double> UPSTREAM = List.of(0.7, -1.5e308, 1e-320);

    ElementwiseLayerContract(Class<L> type) {
        super(type);
    }

    /** The layer with several options. */
    abstract List<L> layers();

    /** The output for a number, as the reference states it. */
    abstract BigDecimal value(L layer, BigDecimal x, Arithmetic math);

    /** Points of one number. */
    @Override
    public List<LayerPoint<L>> hardPoints() {
        return Stream.concat(worstPoints(), layers().stream().flatMap(layer -> DoubleStream
                .concat(DoubleStream.of(INPUTS), DoubleStream.of(FAR_OUT)).boxed()
                .flatMap(x -> UPSTREAM.stream().map(g -> point(layer, x, g))))).toList();
    }

    @Override
    public LayerPoint<L> draw(RandomGenerator random) {
        return point(layers().get(random.nextInt(layers().size())), random.nextDouble(-20, 20),
                random.nextDouble(-2, 2));
    }

    static <L> LayerPoint<L> point(L layer, double x, double upstream) {
        return new LayerPoint<>(LayerFixture.of(layer, vector(x)), vector(upstream));
    }

    /** Where functions with a kink have theirs. */
    @Override
    public boolean isSmooth(LayerPoint<L> point) {
        return point.fixture().input().values()[0] != 0;
    }

    /** The factor of exponentials in output and derivative. */
    double factor(L layer, double x) {
        return 0;
    }

    @Override
    public final BigDecimal grain(LayerPoint<L> point) {
        return new BigDecimal(factor(point.fixture().layer(), point.fixture().input().values()[0]));
    }

    @Override
    public final List<LayerFixture<L>> fixtures() {
        return layers().stream().map(layer -> LayerFixture.of(layer, vector(INPUTS))).toList();
    }

    @Override
    public final List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return input.values().stream().map(x -> value(layer, x, math)).toList();
    }

    @Test
    void valueAndSlopeWhenFarOutShouldBeNumbers() {
        for (L layer : layers()) {
            for (double x : new double[]{-1e308, -1e160, -1e100, 1e100, 1e160, 1e308}) {
                assertThat(layer.value(x)).as("%s at %s", layer, x).isNotNaN();
                assertThat(layer.derivative(x)).as("slope of %s at %s", layer, x).isNotNaN();
            }
            assertThat(layer.value(Double.NaN)).isNaN();
        }
    }

    @Test
    void forwardAndBackwardWhenCoresShareTheNumbersShouldAnswerEachByItself() {
        double[] x = LayerFixture.random(1, 2 * Parallel.ELEMENTS_PER_THREAD + 1).values();
        for (L layer : layers()) {
            assertThat(forward(LayerFixture.of(layer, vector(x))).output().widened().values())
                    .isEqualTo(Arrays.stream(x).map(layer::value).toArray());
            assertThat(gradient(layer, x, x))
                    .isEqualTo(Arrays.stream(x).map(number -> layer.gradient(number, number) + 0.0).toArray());
        }
    }
}
