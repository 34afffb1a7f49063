package dev.nabla.loss.segmentation;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CiouTests extends BoxLossContract<Ciou> {

    @Override
    public List<Ciou> variants() {
        return List.of(new Ciou(), new Ciou(0.5), new Ciou(0));
    }

    /**
     * diou + a v; the slope of v is that of the reference, and a is a constant for it. What does not overlap has no slope of the
     * overlap.
     */
    @Override
    public BoxFormula formula(Ciou loss) {
        BoxFormula diou = new DiouTests().formula(new Diou(loss.eps()));
        BoxFormula farness = (box, target, math) -> List.of(BoxFormula.farness(box, target, loss.eps(), math));
        return new BoxFormula() {

            @Override
            public List<BigDecimal> terms(BigDecimal[] box, BigDecimal[] target, Arithmetic math) {
                BigDecimal penalty = penalty(box, target, math);
                BigDecimal weighted = weight(box, target, loss.eps(), math).multiply(penalty);
                return List.of(diou.terms(box, target, math).getFirst().add(weighted));
            }

            @Override
            public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
                if (!BoxFormula.isOwn(sample, place)) {
                    return Optional.of(BigDecimal.ZERO);
                }
                BigDecimal[] box = BoxFormula.box(sample, "predictions");
                BigDecimal[] target = BoxFormula.box(sample, "targets");
                BigDecimal slope = weight(box, target, loss.eps(), math)
                        .multiply(penaltySlope(box, target, place.index() % 4, math));
                BoxFormula smooth = BoxFormula.overlap(box, target, math).signum() == 0 ? farness : diou;
                return Optional.of(smooth.meanSlope(sample, place).add(slope));
            }
        };
    }

    /** ∂v: −(8/π²)·Δ·h/(w² + h²) by the width, (8/π²)·Δ·w/(w² + h²) by the height. */
    private static BigDecimal penaltySlope(BigDecimal[] box, BigDecimal[] target, int side, Arithmetic math) {
        BigDecimal width = box[2].subtract(box[0]);
        BigDecimal height = box[3].subtract(box[1]);
        BigDecimal diagonal = width.pow(2).add(height.pow(2));
        if (diagonal.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal turned = side % 2 == 0 ? height.negate() : width;
        BigDecimal turn = angle(target, math).subtract(angle(box, math)).multiply(BigDecimal.TWO);
        BigDecimal slope = math.divide(turn.multiply(turned), diagonal.multiply(rightAngle(math).pow(2)));
        return side < 2 ? slope.negate() : slope;
    }

    private static BigDecimal rightAngle(Arithmetic math) {
        return math.angle(BigDecimal.ONE, BigDecimal.ZERO);
    }

    private static BigDecimal weight(BigDecimal[] box, BigDecimal[] target, double eps, Arithmetic math) {
        BigDecimal penalty = penalty(box, target, math);
        BigDecimal divisor = BoxFormula.distance(box, target, eps, math).add(penalty).add(new BigDecimal(eps));
        return penalty.signum() == 0 ? BigDecimal.ZERO : math.divide(penalty, divisor);
    }

    private static BigDecimal penalty(BigDecimal[] box, BigDecimal[] target, Arithmetic math) {
        BigDecimal turn = angle(target, math).subtract(angle(box, math));
        return math.divide(turn, rightAngle(math)).pow(2);
    }

    private static BigDecimal angle(BigDecimal[] box, Arithmetic math) {
        return math.angle(box[2].subtract(box[0]), box[3].subtract(box[1]));
    }

    private static TaskBuilder task(double[] box, double... target) {
        return TaskBuilder.of(new Ciou(0)).reduction(Reduction.NONE).rows("predictions", box).rows("targets", target);
    }

    // By hand: an upright and a flat box of 1 by 0 around the same center turn by π/2: v = 1, the IoU loss is 1, a = 1/2; centers agree.
    @Test
    void answerWhenOneBoxIsFlatShouldBeThatOfARightAngle() {
        EvaluationView evaluation = task(new double[]{0, 1, 2, 1}, 1, 0, 1, 2).answer();
        assertThat(evaluation.loss()).containsExactly(1.5);
    }

    // By hand: Δ = arctan 1 − arctan 2 of boxes from the origin, 2 by 1 and 1 by 1, IoU 1/2, centers 1/2 apart, D = 5:
    // 1/2 + 1/20 + v²/(1/2 + v), v = 4/π² Δ², by mpmath.
    @Test
    void lossWhenAspectRatiosDifferShouldHaveAPenalty() {
        EvaluationView evaluation = task(new double[]{0, 0, 2, 1}, 0, 0, 1, 1).answer();
        assertWithinTwoUlps(evaluation.loss(), 0.553248129298557);
    }

    // From the reference: the arctangent of 0/0 is 0 with gradient 0; a point in an upright box, which turns by 0 too.
    @Test
    void answerWhenBoxIsAPointShouldBeFiniteWithoutTurning() {
        EvaluationView evaluation = task(new double[]{1, 1, 1, 1}, 1, 0, 1, 2).answer();
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient()).containsOnly(0);
        EvaluationView points = task(new double[4], new double[4]).answer();
        assertThat(points.loss()).containsExactly(1);
        assertThat(points.gradient()).containsOnly(0);
    }

    // By hand: a point beside a flat box turns by π/2: v = 1 and a = 1/2.
    @Test
    void lossWhenTargetIsAPointShouldTurnTheBox() {
        assertThat(task(new double[]{0, 1, 2, 1}, 1, 1, 1, 1).answer().loss()).containsExactly(1.5);
        assertThat(task(new double[]{1, 1, 1, 1}, 0, 1, 2, 1).answer().loss()).containsExactly(1.5);
    }
}
