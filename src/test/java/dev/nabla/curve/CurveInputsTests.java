package dev.nabla.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.boosting.Cox;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.CategoricalCrossEntropy;
import dev.nabla.loss.classification.Coral;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.embedding.TripletMargin;
import dev.nabla.loss.probabilistic.PoissonNll;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.option.Interval;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which losses have a curve, and what its inputs are by default. */
class CurveInputsTests {

    private static CurveInputs inputs(Loss loss) {
        return CurveInputs.of(loss).orElseThrow();
    }

    private static List<String> fixed(Loss loss) {
        return inputs(loss).fixed().stream().map(Input::name).toList();
    }

    @Test
    void ofWhenLossIsElementwiseShouldVaryItsFirstInputAndFixTheOthers() {
        assertThat(inputs(new Huber()).variable().name()).isEqualTo("predictions");
        assertThat(fixed(new Huber())).containsExactly("targets");
        assertThat(fixed(new BinaryCrossEntropyWithLogits())).containsExactly("targets", "pos_weight");
    }

    // its class weights are a vector over the classes, which no single number is
    @Test
    void ofWhenLossIsOfLogitsAndAClassShouldFixTheClassAlone() {
        assertThat(fixed(new CrossEntropy())).containsExactly("targets");
    }

    // one number that depends on all elements; probabilities, which cannot vary one at a time; vectors; levels
    static Stream<Loss> lossesWithoutCurve() {
        return Stream.of(new Rmse(), new Cox(), new CategoricalCrossEntropy(), new TripletMargin(), new Coral());
    }

    @ParameterizedTest
    @MethodSource("lossesWithoutCurve")
    void ofWhenLossDependsOnSeveralNumbersShouldBeEmpty(Loss loss) {
        assertThat(CurveInputs.of(loss)).isEmpty();
    }

    @Test
    void ofWhenLossHasNoGradientShouldBeEmpty() {
        Loss loss = new ProbeLoss(List.of(ProbeLoss.prediction(), ProbeLoss.target("[0, 1]")));
        assertThat(CurveInputs.of(loss)).isEmpty();
    }

    // 1, 0, 1/2 and 2 are tried in this order; else the closed lower end, 1 above an open one, or likewise the upper end
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            (-inf, inf); 1
            0 or 1;      1
            [-1, 0];     0
            (0, 1);      0.5
            (1, inf);    2
            [3, inf);    3
            (3, inf);    4
            (-inf, -2];  -2
            (-inf, 0);   -1
            """)
    void defaultOfWhenDomainIsLimitedShouldLieInIt(String domain, double expected) {
        Input target = ProbeLoss.target(domain);
        assertThat(inputs(ProbeLoss.of(ProbeLoss.prediction(), target)).defaultOf(target)).isEqualTo(expected);
        assertThat(target.domain()).satisfies(numbers -> assertThat(numbers.contains(expected)).isTrue());
    }

    @Test
    void defaultOfWhenLossIsOfAResidualOrAClassShouldBeZero() {
        assertThat(inputs(new Huber()).defaultOf(new Huber().inputs().get(1))).isZero();
        assertThat(inputs(new CrossEntropy()).defaultOf(new CrossEntropy().inputs().get(1))).isZero();
    }

    // a bounded domain from end to end, of a half-bounded one 5; a hundredth of that away from ends that are open
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [0, 1];      0;    1
            (0, 1);      0.01; 0.99
            [-1, 1);     -1;   0.98
            [0, inf);    0;    5
            (0, inf);    0.05; 5
            [2, inf];    2;    7
            (-inf, 0);   -5;   -0.05
            (-inf, 2];   -3;   2
            (-inf, inf); -5;   5
            """)
    void defaultRangeShouldFillTheDomain(String domain, double from, double to) {
        Loss loss = ProbeLoss.of(ProbeLoss.prediction().within(domain));
        assertThat(inputs(loss).defaultRange(Map.of("targets", 3.0))).isEqualTo(new Interval(from, false, to, false));
    }

    @Test
    void defaultRangeWhenLossIsOfAResidualShouldSurroundTheTarget() {
        assertThat(inputs(new Huber()).defaultRange(Map.of("targets", 100.0)))
                .isEqualTo(new Interval(95, false, 105, false));
    }

    // rates are not negative, their logarithms are any numbers
    @Test
    void defaultRangeWhenAnOptionChangesTheDomainShouldFollowIt() {
        assertThat(inputs(new PoissonNll(false, false, 1e-8)).defaultRange(Map.of()).lower()).isZero();
        assertThat(inputs(new PoissonNll(true, false, 1e-8)).defaultRange(Map.of()).lower()).isEqualTo(-5);
    }
}
