package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Input;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every loss of lists: masked items leave them, groups are lists, and no list touches another. */
abstract class ListwiseContract<L extends ListwiseLoss> extends LossContract<L> {

    private static final int LISTS = 3;
    private static final int LENGTH = 4;

    private static final double[] SCORES = {0.5, 2, -1, 0.75, 1, 0.25, 0.5, -0.5, 3, -2, 0.125, 1.5};
    private static final double[] RELEVANCE = {3, 1, 0, 2, 0, 1, 1, 2, 2, 0, 3, 1};
    /** The first list has three items, the second two, the last all. */
    private static final boolean[] MASK = {true, true, false, true, false, true, false, true, true, true, true, true};

    @Override
    public Map<String, Integer> axes(L loss) {
        return Map.of("L", LENGTH);
    }

    @Override
    public double[][] draw(L loss, RandomGenerator random) {
        return new double[][]{random.doubles(2 * LENGTH, -3, 3).toArray(),
                random.ints(2 * LENGTH, 0, 4).asDoubleStream().toArray()};
    }

    /** Lists of scores with relevance of every kind. */
    @Override
    public Stream<Point<L>> hardPoints() {
        double[][] scores = {{0, 0, 0, 0}, {1e4, 0, -1e4, 3}, {-700, 0, 1, 0.5}, {744, 0, 1, 743},
                {0.1, 1e4, 1e4 - 1e-9, 0},
                {1e-300, 0, -1e-300, 1e-9}, {1e16, 0.7, 1e16 - 2, 3}, {36.7, 0, -1, 36.6}, {1e300, -1e300, 0, 1},
                {1234.5678, 1200.1, 1233.3, 1234.5}};
        double[][] relevance = {{3, 1, 0, 2}, {0, 1, 1, 2}, {0, 0, 0, 0}, {0.3, 0.125, 0.7, 1e-9},
                {40, 0, 3, 39.999999}};
        Stream<Point<L>> others = variants().stream().skip(1)
                .flatMap(loss -> Stream.of(scores).limit(LENGTH).map(x -> point(loss, x, relevance[0])));
        return Stream.concat(others, Stream.of(scores).flatMap(
                x -> Stream.of(relevance).map(t -> point(defaults(), x, t))));
    }

    /** A point of one list. */
    static <L extends ListwiseLoss> Point<L> point(L loss, double[] scores, double[] relevance) {
        return new Point<>(loss, Map.of("L", scores.length), scores, relevance);
    }

    /** The loss of a list of one relevant item. */
    double ofOneItem() {
        return 0;
    }

    /** One list. */
    TaskBuilder list(double[] scores, double... relevance) {
        return TaskBuilder.of(defaults()).rows("predictions", scores).rows("targets", relevance)
                .reduction(Reduction.NONE);
    }

    private static TaskBuilder lists(ListwiseLoss loss) {
        return rows(loss, SCORES, RELEVANCE);
    }

    private static TaskBuilder rows(ListwiseLoss loss, double[] scores, double... relevance) {
        Shape shape = Shape.of(LISTS, LENGTH);
        return TaskBuilder.of(loss).input("predictions", TaskBuilder.tensor(shape, scores))
                .input("targets", TaskBuilder.tensor(shape, relevance)).reduction(Reduction.NONE);
    }

    private static BooleanTensor mask(boolean... places) {
        return new BooleanTensor(Shape.of(LISTS, LENGTH), places);
    }

    private static TaskBuilder items(ListwiseLoss loss, double[] scores, double... relevance) {
        return TaskBuilder.of(loss).input("predictions", scores).input("targets", relevance).reduction(Reduction.NONE);
    }

    private static int[] included() {
        return IntStream.range(0, MASK.length).filter(i -> MASK[i]).toArray();
    }

    private static double[] pick(double[] numbers, int... places) {
        return Arrays.stream(places).mapToDouble(i -> numbers[i]).toArray();
    }

    /** The numbers with zeros where the mask is false. */
    private static double[] padded(double[] numbers) {
        double[] padded = new double[MASK.length];
        int[] places = included();
        IntStream.range(0, places.length).forEach(i -> padded[places[i]] = numbers[i]);
        return padded;
    }

    private void assertSame(EvaluationView actual, double[] loss, double[] gradient, double[] hessian) {
        assertThat(actual.loss()).containsExactly(loss);
        assertThat(actual.gradient()).containsExactly(gradient);
        if (hasHessian()) {
            assertThat(actual.hessian()).containsExactly(hessian);
        }
    }

    private boolean hasHessian() {
        return defaults().inputs().stream().anyMatch(Input::hasHessian);
    }

    private double[] hessian(EvaluationView view) {
        return hasHessian() ? view.hessian() : new double[0];
    }

    @Test
    void answerWhenItemsAreMaskedShouldBeThatOfShorterLists() {
        for (L loss : variants()) {
            EvaluationView shorter = items(loss, pick(SCORES, included()), pick(RELEVANCE, included()))
                    .input("group_sizes", 3, 2, 4).answer();
            for (double rubbish : new double[]{0, -7, 1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] scores = SCORES.clone();
                double[] relevance = RELEVANCE.clone();
                IntStream.range(0, MASK.length).filter(i -> !MASK[i]).forEach(i -> {
                    scores[i] = rubbish;
                    relevance[i] = -rubbish;
                });
                assertSame(rows(loss, scores, relevance).mask(mask(MASK)).answer(), shorter.loss(),
                        padded(shorter.gradient()), hasHessian() ? padded(shorter.hessian()) : new double[0]);
            }
        }
    }

    /** Items of three groups, in the order of each list but mixed with those of the others. */
    @Test
    void answerWhenItemsHaveGroupIdsShouldBeThatOfTheirLists() {
        int[] mixed = {8, 0, 1, 4, 9, 5, 2, 10, 3, 6, 7, 11};
        double[] ids = {-5, 7, 7, 0, -5, 0, 7, -5, 7, 0, 0, -5};
        for (L loss : variants()) {
            EvaluationView straight = lists(loss).answer();
            EvaluationView grouped = items(loss, pick(SCORES, mixed), pick(RELEVANCE, mixed)).input("group_ids", ids)
                    .answer();
            assertSame(grouped, pick(straight.loss(), 2, 0, 1), pick(straight.gradient(), mixed),
                    hasHessian() ? pick(straight.hessian(), mixed) : new double[0]);
        }
    }

    @Test
    void answerWhenGroupsHaveMaskedItemsShouldBeThatOfTheRest() {
        for (L loss : variants()) {
            EvaluationView padded = lists(loss).mask(mask(MASK)).answer();
            TaskBuilder flat = items(loss, SCORES, RELEVANCE).mask(MASK);
            assertSame(flat.input("group_sizes", 4, 4, 4).answer(), padded.loss(), padded.gradient(), hessian(padded));
        }
    }

    @Test
    void answerWhenThereIsOneAxisShouldBeThatOfOneList() {
        for (L loss : variants()) {
            EvaluationView row = TaskBuilder.of(loss).rows("predictions", SCORES).rows("targets", RELEVANCE)
                    .reduction(Reduction.NONE).answer();
            assertSame(items(loss, SCORES, RELEVANCE).answer(), row.loss(), row.gradient(), hessian(row));
        }
    }

    @Test
    void answerWhenListsAreExchangedShouldBeExchanged() {
        int[] order = {8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7};
        for (L loss : variants()) {
            EvaluationView straight = lists(loss).answer();
            assertSame(rows(loss, pick(SCORES, order), pick(RELEVANCE, order)).answer(),
                    pick(straight.loss(), 2, 0, 1), pick(straight.gradient(), order),
                    hasHessian() ? pick(straight.hessian(), order) : new double[0]);
        }
    }

    @Test
    void listWhenAScoreIsNaNShouldBeNaNAndNoOther() {
        double[] scores = SCORES.clone();
        scores[5] = Double.NaN;
        for (L loss : variants()) {
            EvaluationView clean = lists(loss).answer();
            EvaluationView hit = rows(loss, scores, RELEVANCE).answer();
            assertSame(hit, hit(clean.loss(), 1), hit(clean.gradient(), LENGTH),
                    hasHessian() ? hit(clean.hessian(), LENGTH) : new double[0]);
        }
    }

    /** NaN in the second of three lists. */
    private static double[] hit(double[] numbers, int length) {
        double[] hit = numbers.clone();
        Arrays.fill(hit, length, 2 * length, Double.NaN);
        return hit;
    }

    // By the reference: a list with no item left is not counted, one of one item is.
    @Test
    void meanShouldBeOverListsThatHaveItems() {
        boolean[] places = new boolean[LISTS * LENGTH];
        Arrays.fill(places, 0, LENGTH, true);
        places[LENGTH + 1] = true;
        for (L loss : variants()) {
            TaskBuilder task = lists(loss).mask(mask(places));
            double[] unreduced = task.answer().loss();
            assertThat(unreduced[1]).isEqualTo(ofOneItem());
            assertThat(unreduced[2]).isZero();
            assertThat(task.reduction(Reduction.MEAN).answer().loss())
                    .containsExactly((unreduced[0] + unreduced[1]) / 2);
            assertThat(Arrays.copyOfRange(task.answer().gradient(), LENGTH, LISTS * LENGTH)).containsOnly(0);
        }
    }

    @Test
    void sampleWeightShouldHaveOnePlacePerList() {
        for (L loss : variants()) {
            EvaluationView plain = lists(loss).answer();
            EvaluationView weighted = lists(loss).sampleWeight(2, 0, -4).answer();
            assertThat(weighted.loss()).containsExactly(2 * plain.loss()[0], 0, -4 * plain.loss()[2]);
            double[] factors = {2, 0, -4};
            double[] gradient = IntStream.range(0, SCORES.length)
                    .mapToDouble(i -> factors[i / LENGTH] * plain.gradient()[i] + 0.0).toArray();
            assertThat(weighted.gradient()).containsExactly(gradient);
        }
    }
}
