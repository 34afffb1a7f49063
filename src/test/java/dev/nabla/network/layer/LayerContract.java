package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.OptionSpec;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.WorstSearch;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import dev.nabla.trial.Trials;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer must keep. The test of one states its formula, which is all that is known of it here: outputs are held
 * to the formula and gradients to its differences, in hundreds of digits.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class LayerContract<L extends Layer> implements LayerPoints<L> {

    /** So many digits that functions which are flat to within 10⁻³⁰⁰ have a difference yet. */
    private static final int CONTRACT_DIGITS = 420;
    private static final int CONTRACT_STEP = -105;
    private static final int DRAWN = 20;
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");
    private static final BigDecimal ROUNDING = new BigDecimal(2 * Math.ulp(1.0));
    private static final BigDecimal SMALLEST = new BigDecimal(Double.MIN_NORMAL);

    private final Class<? extends L> type;
    private final Arithmetic math = new Arithmetic(CONTRACT_DIGITS);

    LayerContract(Class<? extends L> type) {
        this.type = type;
    }

    /** Each option's default and range as the reference states them, for instance {@code 0.001 in [0, inf)}. */
    abstract Map<String, String> options();

    @ParameterizedTest
    @MethodSource("fixtures")
    void forwardShouldFollowTheFormula(LayerFixture<L> fixture) {
        Layer.Pass pass = forward(fixture);
        List<BigDecimal> exact = formula(fixture.layer(), ExactTensor.of(fixture.input()), exact(fixture), math);
        assertThat(pass.output().shape()).isEqualTo(outputShape(fixture));
        assertThat(pass.output().values()).hasSize(exact.size());
        for (int i = 0; i < exact.size(); i++) {
            assertClose("output " + i, pass.output().values()[i], exact.get(i), exact.get(i).abs());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void backwardShouldFollowDifferencesOfTheFormula(LayerFixture<L> fixture) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Layer.Pass pass = forward(fixture);
        Float64Tensor ofInput = pass.backward(LayerFixture.upstream(pass.output().shape()), gradients).widened();

        ExactTensor input = ExactTensor.of(fixture.input());
        Map<String, ExactTensor> parameters = exact(fixture);
        assertThat(ofInput.shape()).isEqualTo(input.shape());
        if (hasInputGradient()) {
            assertDifferences(fixture, Layer.INPUT, ofInput, input,
                    moved -> formula(fixture.layer(), moved, parameters, math));
        } else {
            assertThat(ofInput.values()).containsOnly(0);
        }
        assertThat(gradients.keySet()).containsExactlyElementsOf(learnable(fixture));
        gradients.forEach((name, gradient) -> {
            ExactTensor parameter = Objects.requireNonNull(parameters.get(name));
            assertThat(gradient.shape()).isEqualTo(parameter.shape());
            assertDifferences(fixture, name, gradient.widened(), parameter, moved -> {
                Map<String, ExactTensor> changed = new LinkedHashMap<>(parameters);
                changed.put(name, moved);
                return formula(fixture.layer(), input, changed, math);
            });
        });
    }

    @Test
    void passesShouldBeWithinTheirBudget() {
        RandomGenerator random = new SplittableRandom(WorstSearch.SEED);
        AtomicInteger compared = new AtomicInteger();
        Stream<LayerPoint<L>> drawn = Stream.generate(() -> draw(random)).limit(DRAWN);
        Trials.of(Stream.concat(hardPoints().stream(), drawn)).forEach(point -> {
            try {
                assertThat(deviations(point)).as("%s", point).allMatch(deviation -> deviation.ulps() <= budget());
                compared.incrementAndGet();
            } catch (NoExactAnswerException _) {
                // divided by zero, or a kink
            }
        });
        assertThat(compared.get()).isGreaterThanOrEqualTo(Trials.of(DRAWN + 1));
    }

    /**
     * Looks for worse points than the ones known: {@code ./mvnw test -Dtest='*Tests#searchFor*' -Dnabla.search.seconds=20}. It
     * prints the worst of the output and of the gradients; a new worst one belongs into the layer's worst points.
     */
    @Test
    @EnabledIfSystemProperty(named = "nabla.search.seconds", matches = "\\d+")
    void searchForWorstPointsShouldFindNoneBeyondTheBudget() {
        WorstSearch<LayerPoint<L>> search = WorstSearch
                .during(Duration.ofSeconds(Long.getLong("nabla.search.seconds")), this);
        List<WorstSearch.Find<LayerPoint<L>>> worst = search.run();
        System.out.printf("%d points of %s, %d without an exact answer%n", search.evaluated(), type.getSimpleName(),
                search.skipped());
        worst.forEach(System.out::println);
        assertThat(worst).allMatch(find -> find.ulps() <= budget());
    }

    /** What an answer to somebody else left in the arrays cannot be seen. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void answersWhenArraysAreUsedShouldBeTheSame(LayerFixture<L> fixture) {
        double[][] expected = answers(fixture);
        Storage storage = new Storage(0, Long.MAX_VALUE);
        try (Storage.Lease _ = storage.lend()) {
            Arrays.stream(answers(fixture)).filter(numbers -> !Arrays.equals(numbers, fixture.input().values()))
                    .forEach(numbers -> Arrays.fill(numbers, 7.25));
        }
        try (Storage.Lease _ = storage.lend()) {
            assertThat(answers(fixture)).isDeepEqualTo(expected);
        }
    }

    /** The arrays of both passes take no more than was admitted. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void costShouldCoverTheArraysOfBothPasses(LayerFixture<L> fixture) {
        LongAdder used = new LongAdder();
        try (Storage.Lease _ = new Storage(0, 0).lend(bytes -> used.add(Math.max(0, bytes)))) {
            double[][] answers = answers(fixture);
            Layer layer = (Layer) fixture.layer();
            Parameters parameters = new Parameters(fixture.parameters());
            Shape output = layer.outputShape(fixture.input().shape(), parameters);
            long all = Arrays.stream(answers).mapToLong(numbers -> numbers.length).sum() * Double.BYTES;
            assertThat(layer.cost(fixture.input().shape(), output, parameters).bytes())
                    .isGreaterThanOrEqualTo(Math.max(all, used.sum()));
        }
    }

    /** A gradient may be stored as what it belongs to is. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void passesWhenTensorsAreFloat32ShouldAnswerAsForTheSameNumbersInFloat64(LayerFixture<L> fixture) {
        Tensor input = narrowed(fixture.input());
        Map<String, Tensor> narrow = new LinkedHashMap<>();
        Map<String, Tensor> wide = new LinkedHashMap<>();
        fixture.parameters().forEach((name, tensor) -> {
            narrow.put(name, narrowed(tensor));
            wide.put(name, narrowed(tensor).widened());
        });
        Layer layer = (Layer) fixture.layer();
        Layer.Pass expected = layer.forward(input.widened(), new Parameters(wide));
        Layer.Pass pass = layer.forward(input, new Parameters(narrow));
        assertThat(pass.output().values()).isEqualTo(expected.output().values());
        Float64Tensor upstream = LayerFixture.upstream(pass.output().shape());
        Map<String, Tensor> expectedGradients = new LinkedHashMap<>();
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        assertSame(pass.backward(upstream, gradients), expected.backward(upstream, expectedGradients));
        assertThat(gradients.keySet()).isEqualTo(expectedGradients.keySet());
        gradients.forEach(
                (name, gradient) -> assertSame(gradient, Objects.requireNonNull(expectedGradients.get(name))));
    }

    private static Tensor narrowed(Tensor tensor) {
        Tensor narrow = Tensor.zeros(tensor.shape(), DType.FLOAT32);
        narrow.write(0, tensor.widened().values(), tensor.shape().elements());
        return narrow;
    }

    private static void assertSame(Tensor actual, Tensor expected) {
        Tensor stored = actual.dtype() == DType.FLOAT32 ? narrowed(expected) : expected;
        assertThat(actual.widened().values()).isEqualTo(stored.widened().values());
    }

    final double[][] answers(LayerFixture<L> fixture) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Layer.Pass pass = forward(fixture);
        Float64Tensor ofInput = pass.backward(LayerFixture.upstream(pass.output().shape()), gradients).widened();
        return Stream.concat(Stream.of(pass.output(), ofInput), gradients.values().stream())
                .map(tensor -> tensor.widened().values())
                .toArray(double[][]::new);
    }

    static List<String> learnable(LayerFixture<?> fixture) {
        if (((Layer) fixture.layer()).namesItsParameters()) {
            return List.copyOf(fixture.parameters().keySet());
        }
        List<String> learnable = new ArrayList<>();
        ((Layer) fixture.layer()).parameters().forEach(parameter -> {
            if (parameter.isLearnable() && fixture.parameters().containsKey(parameter.name())) {
                learnable.add(parameter.name());
            }
        });
        return learnable;
    }

    /** Central differences of Σ upstream·output by each number of a tensor. */
    private void assertDifferences(LayerFixture<L> fixture, String name, Float64Tensor gradient, ExactTensor tensor,
            Function<ExactTensor, List<BigDecimal>> output) {
        LayerPoint<L> point = new LayerPoint<>(fixture, LayerFixture.upstream(outputShape(fixture)));
        double[] upstream = point.upstream().values();
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(CONTRACT_STEP);
        for (int i = 0; i < gradient.values().length; i++) {
            List<BigDecimal> after = output.apply(tensor.moved(i, step));
            List<BigDecimal> before = output.apply(tensor.moved(i, step.negate()));
            BigDecimal difference = BigDecimal.ZERO;
            BigDecimal size = gradientSize(point, name, i, math);
            for (int j = 0; j < upstream.length; j++) {
                BigDecimal term = after.get(j).subtract(before.get(j)).multiply(new BigDecimal(upstream[j]))
                        .scaleByPowerOfTen(-CONTRACT_STEP).divide(BigDecimal.TWO, MathContext.DECIMAL128);
                difference = difference.add(term);
                size = size.add(term.abs());
            }
            assertClose("gradient of " + name + " " + i, gradient.values()[i], difference, size);
        }
    }

    /** Within the tolerance, or within a rounding error or two of terms that cancel. */
    private static void assertClose(String what, double actual, BigDecimal exact, BigDecimal size) {
        BigDecimal allowed = exact.abs().multiply(TOLERANCE).max(size.multiply(ROUNDING)).max(SMALLEST);
        assertThat(new BigDecimal(actual).subtract(exact).abs()).as("%s: %s for %s", what, actual, exact.doubleValue())
                .isLessThanOrEqualTo(allowed);
    }

    private static Map<String, ExactTensor> exact(LayerFixture<?> fixture) {
        Map<String, ExactTensor> exact = new LinkedHashMap<>();
        fixture.parameters().forEach((name, tensor) -> exact.put(name, ExactTensor.of(tensor)));
        return exact;
    }

    static Shape outputShape(LayerFixture<? extends Layer> fixture) {
        return fixture.layer().outputShape(fixture.input().shape(), new Parameters(fixture.parameters()));
    }

    static Layer.Pass forward(LayerFixture<? extends Layer> fixture) {
        return fixture.layer().forward(fixture.input(), new Parameters(fixture.parameters()));
    }

    /** The gradient with respect to the input, of a vector. */
    static double[] gradient(Layer layer, double[] input, double[] upstream) {
        return forward(LayerFixture.of(layer, vector(input)))
                .backward(vector(upstream), new LinkedHashMap<>()).widened().values();
    }

    static Float64Tensor vector(double... numbers) {
        return new Float64Tensor(Shape.of(numbers.length), numbers);
    }

    /** What is said of shapes that do not fit: the field, and a sentence. */
    static String misfit(LayerFixture<? extends Layer> fixture) {
        try {
            outputShape(fixture);
            forward(fixture);
            return "";
        } catch (InvalidRequestException e) {
            return e.faults().getFirst().field() + Arrays.toString(e.faults().getFirst().index()) + ": "
                    + e.faults().getFirst().detail();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void passesShouldLeaveWhatTheyAreGivenAsItIs(LayerFixture<L> fixture) {
        double[] input = fixture.input().values().clone();
        Map<String, double[]> parameters = new LinkedHashMap<>();
        fixture.parameters().forEach((name, tensor) -> parameters.put(name, tensor.values().clone()));
        Layer.Pass pass = forward(fixture);
        double[] output = pass.output().values().clone();
        Float64Tensor upstream = LayerFixture.upstream(pass.output().shape());
        double[] before = upstream.values().clone();
        pass.backward(upstream, new LinkedHashMap<>());
        assertThat(fixture.input().values()).isEqualTo(input);
        assertThat(pass.output().values()).isEqualTo(output);
        assertThat(upstream.values()).isEqualTo(before);
        fixture.parameters()
                .forEach((name, tensor) -> assertThat(tensor.values()).isEqualTo(parameters.get(name)));
    }

    @Test
    void optionsShouldHaveTheDefaultsAndRangesOfTheReference() throws ReflectiveOperationException {
        L defaults = type.getConstructor().newInstance();
        Map<String, String> declared = new LinkedHashMap<>();
        for (OptionSpec option : OptionSpec.of(type)) {
            Object byDefault = option.component().getAccessor().invoke(defaults);
            declared.put(option.name(), byDefault instanceof Enum<?> word
                    ? word.name().toLowerCase(Locale.ROOT) + " of " + Arrays.toString(word.getDeclaringClass()
                            .getEnumConstants()).toLowerCase(Locale.ROOT)
                    : (option.isRequired() ? "required" : byDefault) + " in " + option.range());
        }
        assertThat(declared).containsExactlyInAnyOrderEntriesOf(options());
    }

    @Test
    void definitionShouldBeComplete() throws ReflectiveOperationException {
        LayerDefinition definition = Objects.requireNonNull(type.getAnnotation(LayerDefinition.class));
        L defaults = type.getConstructor().newInstance();
        assertThat(definition.summary()).isNotBlank().endsWith(".");
        assertThat(definition.shapes()).contains("→");
        assertThat(definition.formula()).isNotBlank();
        assertThat(definition.rules()).hasSize(
                1 + (int) defaults.parameters().stream().filter(parameter -> parameter.isLearnable()).count());
        assertThat(definition.rules()).noneMatch(String::isBlank);
        assertThat(definition.reference()).startsWith("PyTorch");
        assertThat(defaults.parameters()).noneMatch(parameter -> parameter.meaning().isBlank());
    }

    @Test
    void specimensShouldHaveEveryParameter() throws ReflectiveOperationException {
        type.getConstructor().newInstance().parameters().forEach(parameter -> assertThat(fixtures())
                .anyMatch(fixture -> fixture.parameters().containsKey(parameter.name())));
    }
}
