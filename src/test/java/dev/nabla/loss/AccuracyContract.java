package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.evaluation.Task;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.Oracle;
import dev.nabla.tensor.DType;
import dev.nabla.trial.Trials;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every answer is as near to the exact one as promised. */
interface AccuracyContract<L extends Loss> extends LossFixture<L> {

    int EASY_POINTS = 12;

    @Test
    default void answerWhenComparedToDifferencesShouldBeWithinItsBudget() {
        assertHits(Trials.of(Stream.concat(easyPoints(), hardPoints())), Point::tasks, this::isTooFar);
    }

    @Test
    default void answerWhenStoredInFloat32ShouldBeCorrectlyRounded() {
        assertHits(Trials.of(easyPoints()),
                point -> List.of(TaskBuilder.like(point.task()).dtype(DType.FLOAT32).build()),
                deviation -> !deviation.exact().roundsTo((float) deviation.actual(), budget()));
    }

    @Test
    default void answerWhenReducedWithWeightsAndMaskAndUpstreamShouldBeWithinItsBudget() {
        RandomGenerator random = random();
        Misses misses = new Misses();
        for (L loss : Trials.of(variants().stream()).toList()) {
            for (Reduction reduction : loss.reductions()) {
                Task task = TaskTransforms.draw(several(loss, random).reduction(reduction), random);
                addAll(misses, reduction + " of " + loss, deviations(loss, task).stream(), this::isTooFar);
            }
        }
        assertThat(misses.isEmpty()).as("seed %d", SEED).withFailMessage(misses::toString).isTrue();
    }

    /** Samples of several values, one of them without any that counts. */
    @Test
    default void answerWhenReducedToMeansOfSamplesShouldBeWithinItsBudget() {
        assumeTrue(defaults().reductions().contains(Reduction.SAMPLE_MEAN) && !(defaults() instanceof BatchLoss));
        RandomGenerator random = random();
        Misses misses = new Misses();
        for (L loss : Trials.of(variants().stream()).toList()) {
            Task row = Point.together(Stream.generate(() -> point(loss, random)).limit(6).toList())
                    .reduction(Reduction.SAMPLE_MEAN).build();
            TaskBuilder samples = TaskTransforms.inSamples(row, 2);
            addAll(misses, "samples of " + loss, deviations(loss, TaskTransforms.draw(samples, random)).stream(),
                    this::isTooFar);
            Task task = samples.mask(TaskTransforms.mask(samples.build(), i -> i < 2)).build();
            addAll(misses, "one sample of " + loss, deviations(loss, task).stream(), this::isTooFar);
        }
        assertThat(misses.isEmpty()).as("seed %d", SEED).withFailMessage(misses::toString).isTrue();
    }

    /**
     * Looks for worse points than the ones known: {@code ./mvnw test -Dtest='*Tests#searchFor*'
     * -Dnabla.search.seconds=20}. It prints the worst of each quantity; a new worst one belongs into the loss's hard
     * points.
     */
    @Test
    @EnabledIfSystemProperty(named = "nabla.search.seconds", matches = "\\d+")
    default void searchForWorstPointsShouldFindNoneBeyondTheBudget() {
        Duration time = Duration.ofSeconds(Long.getLong("nabla.search.seconds"));
        List<WorstPointSearch.Find<L>> worst = WorstPointSearch.during(time, this).run();
        worst.forEach(System.out::println);
        assertThat(worst).allMatch(find -> find.ulps() <= budget());
    }

    private void assertHits(Stream<Point<L>> points, Function<Point<L>, List<Task>> tasks,
            Predicate<Deviation> isMiss) {
        Misses misses = new Misses();
        points.forEach(point -> addAll(misses, point, deviations(point, tasks.apply(point)).stream(), isMiss));
        assertThat(misses.isEmpty()).as("seed %d", SEED).withFailMessage(misses::toString).isTrue();
    }

    static void addAll(Misses misses, Object point, Stream<Deviation> deviations, Predicate<Deviation> isMiss) {
        deviations.forEach(deviation -> {
            if (isMiss.test(deviation)) {
                misses.addMiss(point, deviation);
            } else {
                misses.addHit();
            }
        });
    }

    /** Of tasks that differ in the derivatives that they want. */
    private List<Deviation> deviations(Point<L> point, List<Task> tasks) {
        Oracle oracle = new Oracle(tasks.getFirst(), formula(point.loss()));
        try {
            return tasks.stream().flatMap(task -> deviations(oracle, task).stream()).toList();
        } catch (NoExactAnswerException e) {
            throw new AssertionError(point + " has no exact answer: " + e.getMessage(), e);
        }
    }

    default boolean isTooFar(Deviation deviation) {
        return !(deviation.ulps() <= budget());
    }

    private Stream<Point<L>> easyPoints() {
        RandomGenerator random = random();
        return variants().stream()
                .flatMap(loss -> Stream.generate(() -> point(loss, random)).limit(EASY_POINTS));
    }
}
