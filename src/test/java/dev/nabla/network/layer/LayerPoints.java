package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameter;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Exact;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.WorstSearch;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the test of a layer supplies to compare its passes with exact ones. */
interface LayerPoints<L extends Layer> extends WorstSearch.Points<LayerPoint<L>> {

    /** Enough for differences with a step below the smallest float64 number, whose square does not matter either. */
    int DIGITS = 800;
    int STEP = -340;

    /** Rounding errors of larger terms overflow. */
    BigDecimal LARGEST_SIZE = new BigDecimal(Double.MAX_VALUE).multiply(BigDecimal.TWO.pow(50));

    /** Sums of two overflow, squares overflow or underflow, subnormal. */
    List<Double> EXTREMES = List.of(1.5e308, 1e155, 1e-160, 1e-320);

    /** The layer with several options and inputs, away from its kinks. */
    List<LayerFixture<L>> fixtures();

    /** The numbers of the output, as the reference states them. */
    List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math);

    /** The sizes of the terms of which each number of the output is the sum. */
    default List<BigDecimal> sizes(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math) {
        return isSumOfProducts()
                ? formula(layer, input.abs(), absolute(parameters), math)
                : formula(layer, input, parameters, math);
    }

    /** Whether each number of the output is a sum of products of elements of the input and parameters. */
    default boolean isSumOfProducts() {
        return false;
    }

    /** Parameters of absolute values. */
    static Map<String, ExactTensor> absolute(Map<String, ExactTensor> parameters) {
        Map<String, ExactTensor> absolute = new LinkedHashMap<>();
        parameters.forEach((name, tensor) -> absolute.put(name, tensor.abs()));
        return absolute;
    }

    /**
     * The size of the terms of a gradient beside its upstream gradients times derivatives, if it is the sum of more.
     *
     * @param name the parameter, or {@link Layer#INPUT}
     */
    default BigDecimal gradientSize(LayerPoint<L> point, String name, int position, Arithmetic math) {
        return BigDecimal.ZERO;
    }

    /** How far from the exact answer a number may be, in ulps times its condition number. */
    default double budget() {
        return 2;
    }

    /** Whether there is a derivative: not at a kink or jump. */
    default boolean isSmooth(LayerPoint<L> point) {
        return true;
    }

    /** What the formula multiplies exponentials by, which may underflow first. */
    default BigDecimal grain(LayerPoint<L> point) {
        return BigDecimal.ZERO;
    }

    /** Whether the input has a gradient; else zeros are answered for it. */
    default boolean hasInputGradient() {
        return true;
    }

    /** The worst points found for this layer. */
    default Stream<LayerPoint<L>> worstPoints() {
        return Stream.empty();
    }

    @Override
    default List<LayerPoint<L>> hardPoints() {
        List<LayerPoint<L>> points = new ArrayList<>(worstPoints().toList());
        for (LayerFixture<L> fixture : fixtures()) {
            points.add(new LayerPoint<>(fixture, LayerFixture.upstream(LayerContract.outputShape(fixture))));
            for (double factor : EXTREMES) {
                points.add(scaled(fixture, factor, 1, 1));
                points.add(scaled(fixture, 1, factor, 1));
                points.add(scaled(fixture, 1, 1, factor));
                points.add(scaled(fixture, factor, factor, factor));
            }
        }
        return points;
    }

    /** A fixture whose numbers are multiplied by powers of ten. */
    private LayerPoint<L> scaled(LayerFixture<L> fixture, double ofInput, double ofParameters, double ofUpstream) {
        LayerFixture<L> scaled = LayerFixture.of(fixture.layer(),
                hasInputGradient() ? times(fixture.input(), ofInput) : fixture.input());
        for (Map.Entry<String, Float64Tensor> parameter : fixture.parameters().entrySet()) {
            scaled = scaled.with(parameter.getKey(), isLearnable(fixture.layer(), parameter.getKey())
                    ? times(parameter.getValue(), ofParameters)
                    : parameter.getValue());
        }
        return new LayerPoint<>(scaled,
                times(LayerFixture.upstream(LayerContract.outputShape(fixture)), ofUpstream));
    }

    private static Float64Tensor times(Float64Tensor tensor, double factor) {
        return new Float64Tensor(tensor.shape(), DoubleStream.of(tensor.values())
                .map(x -> Math.clamp(x * factor, -Double.MAX_VALUE, Double.MAX_VALUE)).toArray());
    }

    private static boolean isLearnable(Layer layer, String name) {
        return layer.namesItsParameters() || layer.parameters().stream().filter(Parameter::isLearnable)
                .anyMatch(each -> each.name().equals(name));
    }

    @Override
    default LayerPoint<L> draw(RandomGenerator random) {
        LayerFixture<L> fixture = fixtures().get(random.nextInt(fixtures().size()));
        LayerFixture<L> drawn = LayerFixture.of(fixture.layer(),
                hasInputGradient() ? draw(fixture.input().shape(), random) : fixture.input());
        for (Map.Entry<String, Float64Tensor> parameter : fixture.parameters().entrySet()) {
            drawn = drawn.with(parameter.getKey(), isLearnable(fixture.layer(), parameter.getKey())
                    ? draw(parameter.getValue().shape(), random)
                    : parameter.getValue());
        }
        return new LayerPoint<>(drawn, draw(LayerContract.outputShape(fixture), random));
    }

    private static Float64Tensor draw(Shape shape, RandomGenerator random) {
        return new Float64Tensor(shape, random.doubles(shape.elements(), -2, 2).toArray());
    }

    @Override
    default LayerPoint<L> changed(LayerPoint<L> point, RandomGenerator random) {
        LayerFixture<L> fixture = point.fixture();
        List<String> learnable = LayerContract.learnable(fixture);
        int k = random.nextInt(learnable.size() + 2);
        if (k == 0) {
            return new LayerPoint<>(fixture, changed(point.upstream(), random));
        }
        if (k > 1) {
            String name = learnable.get(k - 2);
            Float64Tensor parameter = Objects.requireNonNull(fixture.parameters().get(name));
            return new LayerPoint<>(fixture.with(name, changed(parameter, random)), point.upstream());
        }
        return hasInputGradient()
                ? new LayerPoint<>(new LayerFixture<>(fixture.layer(), changed(fixture.input(), random),
                        fixture.parameters()), point.upstream())
                : point;
    }

    private static Float64Tensor changed(Float64Tensor tensor, RandomGenerator random) {
        double[] values = tensor.values().clone();
        int i = random.nextInt(values.length);
        values[i] = WorstSearch.changed(values[i], random);
        return new Float64Tensor(tensor.shape(), values);
    }

    @Override
    default List<Deviation> deviations(LayerPoint<L> point) {
        if (!isSmooth(point)) {
            throw new NoExactAnswerException("no derivative");
        }
        LayerFixture<L> fixture = point.fixture();
        Layer.Pass pass = LayerContract.forward(fixture);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Float64Tensor ofInput = pass.backward(point.upstream(), gradients).widened();
        try {
            return new ExactPass<>(this, point).compare(pass.output(), ofInput, gradients);
        } catch (ArithmeticException e) {
            throw new NoExactAnswerException("divided by zero: " + e.getMessage());
        }
    }

    /** The exact passes at a point. */
    final class ExactPass<L extends Layer> {

        private final LayerPoints<L> points;
        private final LayerPoint<L> point;
        private final Arithmetic math = new Arithmetic(DIGITS);
        private final ExactTensor input;
        private final Map<String, ExactTensor> parameters = new LinkedHashMap<>();
        private final List<Deviation> deviations = new ArrayList<>();

        ExactPass(LayerPoints<L> points, LayerPoint<L> point) {
            this.points = points;
            this.point = point;
            this.input = ExactTensor.of(point.fixture().input());
            point.fixture().parameters().forEach((name, tensor) -> parameters.put(name, ExactTensor.of(tensor)));
        }

        List<Deviation> compare(Float64Tensor output, Float64Tensor ofInput, Map<String, Tensor> gradients) {
            L layer = point.fixture().layer();
            List<BigDecimal> exact = points.formula(layer, input, parameters, math);
            List<BigDecimal> sizes = points.sizes(layer, input, parameters, math);
            for (int i = 0; i < exact.size(); i++) {
                add("output", i, output.values()[i],
                        new Exact(exact.get(i), sizes.get(i).abs(), points.grain(point)));
            }
            if (points.hasInputGradient()) {
                compare(Layer.INPUT, "gradient of the input", ofInput, input,
                        moved -> points.formula(layer, moved, parameters, math));
            }
            gradients.forEach((name, gradient) -> compare(name, "gradient of parameters", gradient.widened(),
                    Objects.requireNonNull(parameters.get(name)), moved -> {
                        Map<String, ExactTensor> changed = new LinkedHashMap<>(parameters);
                        changed.put(name, moved);
                        return points.formula(layer, input, changed, math);
                    }));
            return deviations;
        }

        /** Central differences of Σ upstream·output by each number of a tensor. */
        private void compare(String name, String quantity, Float64Tensor gradient, ExactTensor tensor,
                Function<ExactTensor, List<BigDecimal>> output) {
            BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(STEP);
            double[] upstream = point.upstream().values();
            for (int i = 0; i < gradient.values().length; i++) {
                List<BigDecimal> after = output.apply(tensor.moved(i, step));
                List<BigDecimal> before = output.apply(tensor.moved(i, step.negate()));
                BigDecimal difference = BigDecimal.ZERO;
                BigDecimal size = points.gradientSize(point, name, i, math);
                BigDecimal grain = BigDecimal.ZERO;
                for (int j = 0; j < upstream.length; j++) {
                    BigDecimal term = after.get(j).subtract(before.get(j)).scaleByPowerOfTen(-STEP)
                            .divide(BigDecimal.TWO).round(MathContext.DECIMAL128).multiply(new BigDecimal(upstream[j]));
                    difference = difference.add(term);
                    size = size.add(term.abs());
                    grain = grain.max(points.grain(point).multiply(new BigDecimal(upstream[j]).abs()));
                }
                add(quantity, i, gradient.values()[i], new Exact(difference, size, grain));
            }
        }

        private void add(String quantity, int position, double actual, Exact exact) {
            if (exact.size().compareTo(LARGEST_SIZE) < 0) {
                deviations.add(new Deviation(quantity, position, actual, exact));
            }
        }
    }
}
