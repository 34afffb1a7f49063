package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.OptionSpec;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.WorstSearch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every optimizer must keep. The test of one says what its options are and works a first step by hand. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class OptimizerContract<O extends Record & Optimizer> implements OptimizerPoints<O> {

    /** Rounding of 100 steps that contract towards a point. */
    private static final double TOLERANCE = 1e-12;

    private static final int DRAWN = 100;

    private final Class<O> type;

    OptimizerContract(Class<O> type) {
        this.type = type;
    }

    /** Each option's default and range as the reference states them, for instance {@code 0.001 in [0, inf)}. */
    abstract Map<String, String> options();

    final O defaults() {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no defaults", e);
        }
    }

    /** One number after one step from the start. */
    static double first(Optimizer optimizer, double parameter, double gradient) {
        double[] moved = {parameter};
        optimizer.step(moved, new double[]{gradient}, new OptimizerState(1));
        return moved[0];
    }

    static <O extends Record & Optimizer> Stream<OptimizerPoint<O>> round(OptimizerPoints<O> points) {
        RandomGenerator random = new SplittableRandom(WorstSearch.SEED);
        return Stream.concat(points.hardPoints().stream(), Stream.generate(() -> points.draw(random)).limit(DRAWN));
    }

    @Test
    void stepShouldBeWithinItsBudget() {
        int[] compared = {0};
        round(this).forEach(point -> {
            try {
                assertThat(deviations(point)).as("%s", point).allMatch(deviation -> deviation.ulps() <= BUDGET);
                compared[0]++;
            } catch (NoExactAnswerException _) {
                assertThat(point.state().toString() + point.step()).as("%s", point).contains("Infinity");
            }
        });
        assertThat(compared[0]).isGreaterThan(DRAWN);
    }

    /** What a step returns is valid for the next one, whatever the numbers, and never NaN. */
    @Test
    void stateWhenSentBackShouldBeValid() {
        RandomGenerator random = new SplittableRandom(WorstSearch.SEED);
        round(this).forEach(point -> {
            OptimizerPoint<O> next = point;
            for (int step = 0; step < 4; step++) {
                assertValid(next);
                next = next.then(WorstSearch.changed(next.gradient(), random));
            }
        });
    }

    private static void assertValid(OptimizerPoint<?> point) {
        Map<String, Double> after = point.step();
        assertThat(after.get("parameter")).as("%s", point).isNotNaN();
        point.optimizer().slots().stream().filter(point.optimizer()::keeps).forEach(slot -> assertThat(
                Objects.requireNonNull(after.get(slot.name()))).as("%s of %s", slot, point)
                .satisfies(value -> assertThat(slot.domain().contains(value)).isTrue()));
    }

    /**
     * Looks for worse points than the ones known: {@code ./mvnw test -Dtest='*Tests#searchFor*' -Dnabla.search.seconds=20}. It
     * prints the worst of the parameter and of the state; a new worst one belongs into the optimizer's worst points.
     */
    @Test
    @EnabledIfSystemProperty(named = "nabla.search.seconds", matches = "\\d+")
    void searchForWorstPointsShouldFindNoneBeyondTheBudget() {
        WorstSearch<OptimizerPoint<O>> search = WorstSearch
                .during(Duration.ofSeconds(Long.getLong("nabla.search.seconds")), this);
        List<WorstSearch.Find<OptimizerPoint<O>>> worst = search.run();
        System.out.printf("%d points of %s, %d without an exact answer%n", search.evaluated(), type.getSimpleName(),
                search.skipped());
        worst.forEach(System.out::println);
        assertThat(worst).allMatch(find -> find.ulps() <= BUDGET);
    }

    /** A hundred steps of PyTorch, or of the paper's formula in 50 digits; the file says how they were made. */
    @Test
    void stepsShouldFollowTheTrajectoryOfTheReference() throws IOException, ReflectiveOperationException {
        JsonNode reference = reference();
        List<JsonNode> cases = reference.get("cases").valueStream()
                .filter(each -> each.get("optimizer").asString().equals(OptionSpec.snakeCase(type.getSimpleName())))
                .toList();
        assertThat(cases).isNotEmpty();
        for (JsonNode each : cases) {
            double[] parameter = numbers(reference.get("start"));
            OptimizerState state = new OptimizerState(parameter.length);
            O optimizer = build(each.get("options"));
            for (int step = 1; step <= 100; step++) {
                optimizer.step(parameter, gradient(reference, parameter), state);
                JsonNode expected = each.get("parameters").get(Integer.toString(step));
                for (int i = 0; expected != null && i < parameter.length; i++) {
                    double number = expected.get(i).doubleValue();
                    assertThat(parameter[i]).as("%s, step %d", optimizer, step).isCloseTo(number,
                            within(TOLERANCE * Math.max(1, Math.abs(number))));
                }
            }
        }
    }

    private static JsonNode reference() throws IOException {
        try (InputStream file = OptimizerContract.class.getResourceAsStream("/network/optimizer-trajectories.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(file));
        }
    }

    private static double[] gradient(JsonNode reference, double[] parameter) {
        double[] centre = numbers(reference.get("centre"));
        double[] steepness = numbers(reference.get("steepness"));
        double[] gradient = new double[parameter.length];
        Arrays.setAll(gradient, i -> 2 * steepness[i] * (parameter[i] - centre[i]));
        return gradient;
    }

    private static double[] numbers(JsonNode node) {
        return node.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private O build(JsonNode options) throws ReflectiveOperationException {
        List<OptionSpec> specs = OptionSpec.of(type);
        Object[] values = new Object[specs.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode sent = options.get(specs.get(i).name());
            Object byDefault = specs.get(i).component().getAccessor().invoke(defaults());
            values[i] = sent == null ? byDefault : sent.isBoolean() ? (Object) sent.booleanValue() : sent.doubleValue();
        }
        return type.getConstructor(specs.stream().map(spec -> spec.component().getType()).toArray(Class[]::new))
                .newInstance(values);
    }

    @Test
    void optionsShouldHaveTheDefaultsAndRangesOfTheReference() throws ReflectiveOperationException {
        Map<String, String> declared = new LinkedHashMap<>();
        for (OptionSpec option : OptionSpec.of(type)) {
            Object byDefault = option.component().getAccessor().invoke(defaults());
            declared.put(option.name(), byDefault + (byDefault instanceof Double ? " in " + option.range() : ""));
        }
        assertThat(declared).containsExactlyInAnyOrderEntriesOf(options());
    }

    @Test
    void stepShouldKeepWhatItSaysThatItKeeps() {
        O optimizer = defaults();
        OptimizerState state = new OptimizerState(2);
        optimizer.step(new double[]{1, 2}, new double[]{0.5, -1}, state);
        List<Slot> kept = optimizer.slots().stream().filter(optimizer::keeps).toList();
        assertThat(state.slots().keySet()).containsExactlyInAnyOrderElementsOf(kept.stream().map(Slot::name).toList());
        kept.forEach(slot -> assertThat(state.slots().get(slot.name())).hasSize(slot.isSingle() ? 1 : 2));
    }

    @Test
    void stepShouldLeaveTheGradientAsItIs() {
        double[] gradient = {0.5, -1};
        defaults().step(new double[]{1, 2}, gradient, new OptimizerState(2));
        assertThat(gradient).containsExactly(0.5, -1);
    }

    @Test
    void definitionShouldBeComplete() {
        OptimizerDefinition definition = Objects.requireNonNull(type.getAnnotation(OptimizerDefinition.class));
        assertThat(definition.summary()).isNotBlank().endsWith(".");
        assertThat(definition.formula()).isNotBlank();
        assertThat(definition.references()).isNotEmpty().noneMatch(String::isBlank);
        assertThat(defaults().slots()).noneMatch(slot -> slot.meaning().isBlank());
    }
}
