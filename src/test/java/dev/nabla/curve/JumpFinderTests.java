package dev.nabla.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Loss;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import dev.nabla.loss.regression.PseudoHuber;
import dev.nabla.loss.regression.Quantile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where gradients and curvatures jump. */
class JumpFinderTests {

    private static List<Jump> jumps(Loss loss, double... points) {
        UnivariateLoss function = new UnivariateLoss(loss, Map.of("targets", 0.0));
        return new JumpFinder(function).find(function.at(points));
    }

    /** The place is enclosed, by two points that 30 halvings of the distance between samples leave. */
    private static void assertEncloses(Jump jump, double place, double distance) {
        assertThat(jump.before()).isLessThanOrEqualTo(place).isLessThan(jump.after());
        assertThat(jump.after()).isGreaterThanOrEqualTo(place);
        assertThat(jump.after() - jump.before()).isLessThanOrEqualTo(distance * 0x1p-29);
    }

    // sign(d) jumps from −1 to 1 at 0; the second derivative is 0 on both sides
    @Test
    void findWhenGradientJumpsBetweenTwoPointsShouldEncloseThePlace() {
        assertThat(jumps(new L1(), -1.37, -0.3, 0.7, 2.1)).singleElement()
                .satisfies(jump -> assertEncloses(jump, 0, 1));
    }

    // sign(0) is 0: there is a step from −1 to 0 on the left of the point, and one from 0 to 1 on its right
    @Test
    void findWhenGradientJumpsAtAPointShouldSeparateItOnBothSides() {
        List<Jump> jumps = jumps(new L1(), -1, 0, 1);
        assertThat(jumps).hasSize(2);
        assertThat(jumps.getFirst().after()).isZero();
        assertEncloses(jumps.getFirst(), 0, 1);
        assertThat(jumps.getLast().before()).isZero();
        assertEncloses(jumps.getLast(), 0, 1);
    }

    // the slope is −0.9 below the target and 0.1 above it
    @Test
    void findWhenJumpIsAsymmetricShouldEncloseIt() {
        assertThat(jumps(new Quantile(0.9), -2, -1, 1, 2)).singleElement()
                .satisfies(jump -> assertEncloses(jump, 0, 2));
    }

    // the gradient is continuous, the curvature is 1 where |d| < δ and 0 elsewhere
    @Test
    void findWhenCurvatureJumpsShouldEncloseItOnBothSidesOfTheTarget() {
        List<Jump> jumps = jumps(new Huber(1.5), -4, -2, 0.25, 1, 3);
        assertThat(jumps).hasSize(2);
        assertEncloses(jumps.getFirst(), -1.5, 2.25);
        assertEncloses(jumps.getLast(), 1.5, 2);
    }

    @Test
    void findWhenLossIsSmoothShouldFindNothing() {
        assertThat(jumps(new Mse(), -2, -1, 0, 1, 2)).isEmpty();
    }

    // the slope goes from −1 to 1 within 10⁻³ of the target: as good as l1 to the eye, yet it does not jump
    @Test
    void findWhenLossIsSteepButSmoothShouldFindNothing() {
        assertThat(jumps(new PseudoHuber(1e-4), -1.3, -0.4, 0.6, 1.6)).isEmpty();
    }

    // beside a gradient of 2·10⁴, a step of δ = 1 is below a thousandth of the range
    @Test
    void findWhenStepIsSmallBesideTheRangeShouldNotCallItAJump() {
        assertThat(jumps(new StepOnParabola(1), -1e4, -1, 1, 1e4)).isEmpty();
        assertThat(jumps(new StepOnParabola(100), -1e4, -1, 1, 1e4)).singleElement()
                .satisfies(jump -> assertEncloses(jump, 0, 2));
    }
}
