package dev.nabla.expression.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.check.FormulaCheck.Advice;
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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every elementwise and rowwise loss of the catalog, written as a formula, answers as the catalog does. Each point is one that its
 * own test draws. A formula cannot say which values are left out of the divisor of a mean, as {@code ignore_index} does, nor what
 * that divisor is, as class weights do; {@code mask} and {@code sample_weight} of the request can.
 */
class TextbookLossTests {

    /** Relative to the largest number of a tensor. */
    private static final double TOLERANCE = 1e-12;

    private static final int DRAWS = 3;
    private static final int HARD_POINTS = 300;
    private static final double ULPS_OF_ADVICE = 8;

    private static final Map<String, Loss> LOSSES = new LossCatalog().entries().stream()
            .filter(entry -> entry.defaults() instanceof ElementwiseLoss || entry.defaults() instanceof RowwiseLoss)
            .collect(Collectors.toMap(LossEntry::id, LossEntry::defaults));

    static Stream<String> losses() {
        return LOSSES.keySet().stream().sorted();
    }

    private static <L extends Loss> Textbook textbook(LossFixture<L> fixture, L loss) {
        return fixture.textbook(loss).or(() -> textbook(loss)).orElseThrow();
    }

    private static Optional<Textbook> textbook(Loss loss) {
        return switch (loss) {
            case ElementwiseLoss elementwise -> ElementwiseTextbook.of(elementwise);
            case RowwiseLoss rowwise -> RowwiseTextbook.of(rowwise);
            default -> Optional.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("losses")
    void naiveFormulaShouldAgreeWithCatalogAtOrdinaryPoints(String id) {
        assertThat(disagreements(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void stableFormulaShouldBeAccurateAtOrdinaryPoints(String id) {
        assertThat(deviations(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    private static <L extends Loss> List<String> disagreements(LossFixture<L> fixture) {
        List<String> found = new ArrayList<>();
        RandomGenerator random = fixture.random();
        for (L loss : fixture.variants()) {
            Textbook textbook = textbook(fixture, loss);
            for (Reduction reduction : List.of(Reduction.NONE, Reduction.MEAN)) {
                for (int draw = 0; draw < DRAWS && !textbook.isHard(); draw++) {
                    Task task = FormulaTwin.plain(fixture.several(loss, random).build(), reduction);
                    if (reduction == Reduction.MEAN && task.inputs().containsKey("weight")) {
                        continue;
                    }
                    Evaluation ours = FormulaTwin.evaluate(task, textbook.naive());
                    Evaluation catalog = Evaluator.evaluate(task);
                    String where = loss + ", " + reduction + ": ";
                    found.addAll(disagreements(where + "loss", ours.loss(), catalog.loss()));
                    catalog.gradients().forEach((input, gradient) -> found.addAll(
                            disagreements(where + "gradient of " + input,
                                    Objects.requireNonNull(ours.gradients().get(input)), gradient)));
                }
            }
        }
        return found;
    }

    private static List<String> disagreements(String what, Tensor formula, Tensor catalog) {
        double largest = IntStream.range(0, catalog.shape().elements()).mapToDouble(i -> Math.abs(catalog.get(i)))
                .max().orElse(0);
        assertThat(formula.shape()).as(what).isEqualTo(catalog.shape());
        return IntStream.range(0, catalog.shape().elements())
                .filter(i -> !(Math.abs(formula.get(i) - catalog.get(i)) <= TOLERANCE * largest))
                .mapToObj(i -> what + "[" + i + "] is " + formula.get(i) + ", in the catalog " + catalog.get(i))
                .toList();
    }

    private static <L extends Loss> List<String> deviations(LossFixture<L> fixture) {
        List<String> found = new ArrayList<>();
        RandomGenerator random = fixture.random();
        for (L loss : fixture.variants()) {
            Textbook textbook = textbook(fixture, loss);
            for (int draw = 0; draw < DRAWS; draw++) {
                Task task = FormulaTwin.plain(fixture.several(loss, random).build(), Reduction.NONE);
                Oracle.answer(task, fixture.formula(loss)).compare(FormulaTwin.evaluate(task, textbook.stable()))
                        .stream()
                        .filter(deviation -> !(deviation.ulps() <= textbook.ulps()))
                        .map(deviation -> loss + ": " + deviation).forEach(found::add);
            }
        }
        return found;
    }

    /** What check proposes for the naive formula of a loss at the hard points of its test: at least these. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soft_margin                      | softplus(-z)
            binary_cross_entropy_with_logits | log_sigmoid(x)
            sigmoid_focal                    | log_sigmoid(x)
            coral                            | log_sigmoid(x)
            multi_softmax                    | softmax(x, axis=1)
            charbonnier                      | hypot(x - t, eps)
            cauchy                           | log1p(
            welsch                           | expm1(
            log_cosh                         | log1p(2 * sinh(
            wing                             | log1p(
            msle                             | log1p(x)
            gaussian_kl                      | expm1(log_variance)
            negative_binomial_nll            | log1p(""")
    void checkShouldProposeStableFormAtHardPoints(String id, String form) {
        assertThat(advice(LossFixtures.of(Objects.requireNonNull(LOSSES.get(id)))))
                .anySatisfy(advice -> assertThat(advice.instead()).contains(form))
                .allSatisfy(advice -> assertThat(advice.worst().ulps()).isGreaterThan(ULPS_OF_ADVICE));
    }

    private static <L extends Loss> List<Advice> advice(LossFixture<L> fixture) {
        return fixture.hardPoints().limit(HARD_POINTS)
                .flatMap(point -> advice(FormulaTwin.plain(point.task(), Reduction.NONE),
                        textbook(fixture, point.loss()).naive()).stream())
                .toList();
    }

    private static List<Advice> advice(Task task, String naive) {
        Task formula = FormulaTwin.task(task, naive);
        return FormulaReport.of((FormulaLoss) formula.loss(), formula.inputs(), formula.wrt()).check().advice();
    }
}
