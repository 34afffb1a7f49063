package dev.nabla.loss;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Oracle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What the test of a loss supplies to the contract: options to try, the formula, and points. */
public interface LossFixture<L extends Loss> {

    /** The seed of every random choice. */
    long SEED = 20_250_917L;

    /** The loss with the option values to try, the defaults first. */
    List<L> variants();

    /** The loss as its reference states it. */
    Formula formula(L loss);

    /** A random point where nothing is hard, in the order of the loss's inputs; every call in the same shape. */
    double[][] draw(L loss, RandomGenerator random);

    /** The sizes of axes of drawn points that the numbers of the inputs do not tell; only of batch losses. */
    default Map<String, Integer> axes(L loss) {
        return Map.of();
    }

    /** Where it is hard to be right: edges of the domain, huge and tiny numbers, and the worst points ever found. */
    Stream<Point<L>> hardPoints();

    /** The loss in the language of formulas, which every elementwise and rowwise loss has. */
    default Optional<Textbook> textbook(L loss) {
        return Optional.empty();
    }

    /** Each option's default and range as the reference states them, for instance {@code 1.0 in (0, inf)}. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** Whether the reference has values count, as 0, even if all of their elements are masked. */
    default boolean countsMaskedValues() {
        return false;
    }

    /**
     * Whether derivatives are sums over the items of a batch in their order, as those of matrix products are, so that another
     * order may give other last bits.
     */
    default boolean addsInOrder() {
        return false;
    }

    /** How far from the exact answer a number may be, in ulps times its condition number. */
    default double budget() {
        return 2;
    }

    default L defaults() {
        return variants().getFirst();
    }

    default RandomGenerator random() {
        return new SplittableRandom(SEED);
    }

    default Point<L> point(L loss, RandomGenerator random) {
        return new Point<>(loss, axes(loss), draw(loss, random));
    }

    /** Points of one shape in one task; of a batch loss, one batch. */
    default TaskBuilder several(L loss, RandomGenerator random) {
        long count = loss instanceof BatchLoss ? 1 : 5;
        return Point.together(Stream.generate(() -> point(loss, random)).limit(count).toList());
    }

    /** Every number of the answer to a task beside the exact one. */
    default List<Deviation> deviations(L loss, Task task) {
        return deviations(new Oracle(task, formula(loss)), task);
    }

    /** The same by an oracle that has been asked for other derivatives before. */
    default List<Deviation> deviations(Oracle oracle, Task task) {
        return oracle.answer(task).compare(Evaluator.evaluate(task));
    }
}
