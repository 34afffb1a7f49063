package dev.nabla.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Loss;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Samples of a loss, and the pieces between its jumps. */
class CurveTests {

    private static Curve curve(Loss loss, double... points) {
        return Curve.of(new UnivariateLoss(loss, Map.of("targets", 0.0)), points);
    }

    @Test
    void evenlySpacedShouldIncludeBothEnds() {
        assertThat(Curve.evenlySpaced(-2, 2, 5)).containsExactly(-2, -1, 0, 1, 2);
        assertThat(Curve.evenlySpaced(0.1, 0.7, 2)).containsExactly(0.1, 0.7);
    }

    // adding a rounded step 200 times would not end on 1, nor pass through 1/2
    @Test
    void evenlySpacedWhenStepIsNotExactShouldStillHitEndsAndMiddle() {
        double[] points = Curve.evenlySpaced(0, 1, 201);
        assertThat(points).hasSize(201).isSorted();
        assertThat(points[100]).isEqualTo(0.5);
        assertThat(points[200]).isEqualTo(1);
    }

    @Test
    void piecesWhenLossIsSmoothShouldBeTheSamplesInOnePiece() {
        Curve curve = curve(new Mse(), -1, 0, 2);
        assertThat(curve.pieces()).singleElement().satisfies(piece -> {
            assertThat(piece.points()).containsExactly(-1, 0, 2);
            assertThat(piece.loss()).containsExactly(1, 0, 4);
            assertThat(piece.gradient()).containsExactly(-2, 0, 4);
            assertThat(piece.curvature()).containsExactly(2, 2, 2);
        });
    }

    // |d|: slope −1 up to the last point before 0, 1 from the first point after it
    @Test
    void piecesWhenGradientJumpsBetweenPointsShouldCutThere() {
        List<Samples> pieces = curve(new L1(), -1, -0.25, 0.5, 1.5).pieces();
        assertThat(pieces.getFirst().points()).startsWith(-1, -0.25);
        assertThat(pieces.getFirst().gradient()).containsOnly(-1);
        assertThat(pieces.getLast().points()).endsWith(0.5, 1.5);
        assertThat(pieces.getLast().gradient()).containsOnly(1);
        assertThat(pieces.stream().flatMapToDouble(piece -> Arrays.stream(piece.points())).toArray())
                .isSorted().doesNotHaveDuplicates();
    }

    // a sample at the kink itself, where the slope is 0, is a piece of its own
    @Test
    void piecesWhenGradientJumpsAtAPointShouldLeaveItAlone() {
        List<Samples> pieces = curve(new L1(), -1, 0, 1).pieces();
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(1).points()).containsExactly(0);
        assertThat(pieces.get(1).gradient()).containsExactly(0);
    }

    // curvature 0, 1, 0 with δ = 1
    @Test
    void piecesWhenCurvatureJumpsShouldCutOnBothSidesOfTheTarget() {
        List<Samples> pieces = curve(new Huber(), -3, -0.5, 0.5, 3).pieces();
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(0).curvature()).containsOnly(0);
        assertThat(pieces.get(1).curvature()).containsOnly(1);
        assertThat(pieces.get(2).curvature()).containsOnly(0);
    }
}
