package dev.nabla.expression.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.check.FormulaCheck.Advice;
import dev.nabla.expression.textbook.OrdinaryPoints.Miss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Loss;
import dev.nabla.loss.LossFixture;
import dev.nabla.loss.LossFixtures;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Oracle;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every elementwise and rowwise loss of the catalog, written as a formula, answers as the catalog does, at points that its own test
 * draws. A formula cannot say which values are left out of the divisor of a mean, as {@code ignore_index} does, nor what that
 * divisor is, as class weights do; {@code mask} and {@code sample_weight} of the request can.
 *
 * <p>Errors are in ulps times the condition number: what an ulp of the row's inputs and options does to a number is no fault of the
 * formula that computes it.
 */
@Execution(ExecutionMode.CONCURRENT)
class TextbookLossTests {

    private static final double TOLERANCE = 1e-12;
    private static final double ULPS_OF_TOLERANCE = TOLERANCE / Math.ulp(1.0);
    private static final double SELDOM = 0.05;
    private static final int MOST_CHECKED = 20;
    private static final int HARD_POINTS = 300;
    private static final double ULPS_OF_ADVICE = 8;

    private static final Map<String, Loss> LOSSES = new LossCatalog().entries().stream()
            .filter(entry -> entry.defaults() instanceof ElementwiseLoss || entry.defaults() instanceof RowwiseLoss)
            .collect(Collectors.toMap(LossEntry::id, LossEntry::defaults));

    static Stream<String> losses() {
        return LOSSES.keySet().stream().sorted();
    }

    private static <L extends Loss> Textbook textbook(LossFixture<L> fixture, L loss) {
        return fixture.textbook(loss)
                .orElseThrow(() -> new AssertionError("the test of " + loss + " states no formula"));
    }

    /** Where it does not agree, which is seldom with the default options, check says so. */
    @ParameterizedTest
    @MethodSource("losses")
    void naiveFormulaShouldAgreeWithCatalogOrBeFoundToLoseDigits(String id) {
        assertThat(unnoticed(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void stableFormulaShouldBeAccurate(String id) {
        assertThat(deviations(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void meanOfStableFormulaShouldAgreeWithCatalog(String id) {
        assertThat(disagreements(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    private static <L extends Loss> List<String> unnoticed(LossFixture<L> fixture) {
        List<String> found = new ArrayList<>();
        RandomGenerator random = fixture.random();
        for (L loss : fixture.variants()) {
            String naive = textbook(fixture, loss).naive();
            OrdinaryPoints points = OrdinaryPoints.draw(fixture, loss, random);
            List<Miss> misses = points.misses(FormulaTwin.evaluate(points.task(), naive), ULPS_OF_TOLERANCE);
            if (loss.equals(fixture.defaults()) && misses.size() > SELDOM * points.numbers()) {
                found.add(loss + ": " + misses.size() + " of " + points.numbers() + " numbers disagree");
            }
            misses.stream().limit(MOST_CHECKED)
                    .filter(miss -> FormulaTwin.check(points.row(miss), naive, miss.quantity()) < ULPS_OF_TOLERANCE / 2)
                    .map(miss -> loss + ": " + miss).forEach(found::add);
        }
        return found;
    }

    /**
     * A number that the condition number does not excuse is left to the oracle, which knows where the terms that its reference
     * states cancel.
     */
    private static <L extends Loss> List<String> deviations(LossFixture<L> fixture) {
        List<String> found = new ArrayList<>();
        RandomGenerator random = fixture.random();
        for (L loss : fixture.variants()) {
            Textbook textbook = textbook(fixture, loss);
            OrdinaryPoints points = OrdinaryPoints.draw(fixture, loss, random);
            for (Miss miss : points.misses(FormulaTwin.evaluate(points.task(), textbook.stable()), textbook.ulps())) {
                Task row = points.row(miss);
                Oracle.answer(row, fixture.formula(loss)).compare(FormulaTwin.evaluate(row, textbook.stable())).stream()
                        .filter(deviation -> points.isOf(miss, deviation))
                        .filter(deviation -> !(deviation.ulps() <= textbook.ulps()))
                        .map(deviation -> loss + ": " + deviation).forEach(found::add);
            }
        }
        return found;
    }

    private static <L extends Loss> List<String> disagreements(LossFixture<L> fixture) {
        List<String> found = new ArrayList<>();
        RandomGenerator random = fixture.random();
        for (L loss : fixture.variants()) {
            Task task = FormulaTwin.plain(fixture.several(loss, random).build(), Reduction.MEAN);
            if (!task.inputs().containsKey("weight")) {
                Textbook textbook = textbook(fixture, loss);
                double tolerance = Math.max(TOLERANCE, textbook.ulps() * Math.ulp(1.0));
                Evaluation ours = FormulaTwin.evaluate(task, textbook.stable());
                Evaluation catalog = Evaluator.evaluate(task);
                found.addAll(disagreements(loss + ": loss", ours.loss(), catalog.loss(), tolerance));
                catalog.gradients().forEach((input, gradient) -> found.addAll(
                        disagreements(loss + ": gradient of " + input,
                                Objects.requireNonNull(ours.gradients().get(input)), gradient, tolerance)));
            }
        }
        return found;
    }

    /** Numbers that differ by more than a tolerance, relative to the largest of them. */
    private static List<String> disagreements(String what, Tensor formula, Tensor catalog, double tolerance) {
        double largest = IntStream.range(0, catalog.shape().elements()).mapToDouble(i -> Math.abs(catalog.get(i)))
                .max().orElse(0);
        assertThat(formula.shape()).as(what).isEqualTo(catalog.shape());
        return IntStream.range(0, catalog.shape().elements())
                .filter(i -> !(Math.abs(formula.get(i) - catalog.get(i)) <= tolerance * largest))
                .mapToObj(i -> what + "[" + i + "] is " + formula.get(i) + ", in the catalog " + catalog.get(i))
                .toList();
    }

    /** What check proposes for the naive formula of a loss at the hard points of its test: at least these. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soft_margin                      | softplus(-z)
            binary_cross_entropy_with_logits | log_sigmoid(x)
            sigmoid_focal                    | log_sigmoid(x)
            coral                            | log_sigmoid(x)
            multi_softmax                    | pick(log_softmax(x, axis=1), t, axis=1)
            cosface                          | pick(log_softmax(z, axis=1), t, axis=1)
            generalized_cross_entropy        | -expm1(q * log(y))
            distillation_kl                  | log_softmax(t / temperature, axis=1) - log_softmax(
            arcface                          | (1 - c) * (1 + c)
            aft                              | sigmoid(b) * sigmoid(-a) * expm1(a - b)
            bpr                              | log_sigmoid(
            barron                           | expm1(alpha / 2 * log1p(
            pseudo_huber                     | hypot(1, (x - t) / delta)
            poisson_deviance                 | -t * log1pmx((x - t) / t)
            gamma_deviance                   | -log1pmx((t - x) / x)
            reg_gamma                        | expm1mx(log(t) - x)
            charbonnier                      | hypot(x - t, eps)
            cauchy                           | log1p(
            welsch                           | expm1(
            log_cosh                         | log1p(2 * sinh(
            wing                             | log1p(
            msle                             | log1p((x - t) / (1 + t))
            gaussian_kl                      | expm1mx(log_variance)
            negative_binomial_nll            | log1p(""")
    void checkShouldProposeStableFormAtHardPoints(String id, String form) {
        assertThat(advice(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id)))))
                .anySatisfy(advice -> assertThat(advice.instead()).contains(form))
                .allSatisfy(advice -> assertThat(advice.worst().ulps()).isGreaterThan(ULPS_OF_ADVICE));
    }

    private static <L extends Loss> List<Advice> advice(LossFixture<L> fixture) {
        return fixture.hardPoints().limit(HARD_POINTS)
                .flatMap(point -> FormulaTwin.check(FormulaTwin.plain(point.task(), Reduction.NONE),
                        textbook(fixture, point.loss()).naive()).advice().stream())
                .toList();
    }
}
