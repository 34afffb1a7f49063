package dev.nabla.curve;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Loss;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Huber;
import dev.nabla.request.Fault;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A loss with all but one number fixed. */
class UnivariateLossTests {

    private static UnivariateLoss function(Loss loss, Map<String, Double> fixed) {
        return new UnivariateLoss(loss, fixed);
    }

    // δ = 2 and t = 10: d²/2 up to |d| = 2, then 2(|d| − 1)
    @Test
    void atWhenLossIsElementwiseShouldEvaluateEachPoint() {
        Samples samples = function(new Huber(2), Map.of("targets", 10.0)).at(new double[]{5, 9, 11, 16});
        assertThat(samples.points()).containsExactly(5, 9, 11, 16);
        assertThat(samples.loss()).containsExactly(8, 0.5, 0.5, 10);
        assertThat(samples.gradient()).containsExactly(-2, -1, 1, 2);
        assertThat(samples.curvature()).containsExactly(0, 1, 1, 0);
    }

    // logits [x, 0, 0]: at x = 0 each class has p = 1/3, so ln 3, p − 1 or p, and p(1 − p);
    // at x = ln 2 the first has p = 1/2
    @Test
    void atWhenLossIsOfLogitsShouldVaryTheFirst() {
        double[] points = {0, 0.6931471805599453};
        Samples trueClass = function(new CrossEntropy(), Map.of("targets", 0.0)).at(points);
        assertWithinTwoUlps(trueClass.loss(), 1.0986122886681098, 0.6931471805599453);
        assertWithinTwoUlps(trueClass.gradient(), -2 / 3.0, -0.5);
        assertWithinTwoUlps(Objects.requireNonNull(trueClass.curvature()), 2 / 9.0, 0.25);
        Samples otherClass = function(new CrossEntropy(), Map.of("targets", 1.0)).at(points);
        assertWithinTwoUlps(otherClass.gradient(), 1 / 3.0, 0.5);
    }

    // the positive part at logit 0 is pos_weight · ln 2, its gradient −pos_weight/2
    @Test
    void atWhenAnInputIsSharedByAllElementsShouldFixItOnce() {
        Loss loss = new BinaryCrossEntropyWithLogits();
        Samples samples = function(loss, Map.of("targets", 1.0, "pos_weight", 4.0)).at(new double[]{0});
        assertWithinTwoUlps(samples.loss(), 4 * 0.6931471805599453);
        assertThat(samples.gradient()).containsExactly(-2);
    }

    @Test
    void atWhenLossHasNoHessianShouldHaveNoCurvature() {
        assertThat(function(ProbeLoss.of(ProbeLoss.prediction()), Map.of("targets", 0.0)).at(new double[]{1, 2})
                .curvature()).isNull();
    }

    @Test
    void checkWhenAPointIsOutsideTheDomainShouldNameTheVariable() {
        Map<String, Double> fixed = Map.of("targets", 1.0);
        assertThat(function(new BinaryCrossEntropy(), fixed).check(new double[]{0, 1})).isEmpty();
        assertThat(function(new BinaryCrossEntropy(), fixed).check(new double[]{0, 1.5})).singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("predictions");
                    assertThat(fault.index()).containsExactly(1);
                    assertThat(fault.detail()).contains("[0, 1]", "1.5");
                });
    }

    // three logits have the classes 0, 1 and 2
    @Test
    void checkWhenAFixedNumberIsOutsideItsDomainShouldNameTheInput() {
        double[] points = {0, 1};
        assertThat(function(new CrossEntropy(), Map.of("targets", 2.0)).check(points)).isEmpty();
        assertThat(function(new CrossEntropy(), Map.of("targets", 3.0)).check(points)).extracting(Fault::field)
                .containsExactly("targets");
        assertThat(function(new CrossEntropy(), Map.of("targets", 0.5)).check(points)).extracting(Fault::field)
                .containsExactly("targets");
    }
}
