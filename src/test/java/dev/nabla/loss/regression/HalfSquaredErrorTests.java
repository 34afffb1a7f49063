package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HalfSquaredErrorTests extends LossContract<HalfSquaredError> {

    @Override
    public List<HalfSquaredError> variants() {
        return List.of(new HalfSquaredError());
    }

    @Override
    public Formula formula(HalfSquaredError loss) {
        return Residuals.smooth(1, (d, _) -> d.pow(2).divide(BigDecimal.TWO));
    }

    @Override
    public Optional<Textbook> textbook(HalfSquaredError loss) {
        return Optional.of(Textbook.formula("0.5*(x - t)^2"));
    }

    @Override
    public double[][] draw(HalfSquaredError loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<HalfSquaredError>> hardPoints() {
        return Stream.concat(worstPoints(), Residuals.hard(1).map(point -> new Point<>(new HalfSquaredError(), point)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<HalfSquaredError>> worstPoints() {
        return Stream.of(
                new Point<>(new HalfSquaredError(), new double[]{2.341420950186632}, new double[]{0.10810188773013008}), // gradient 0.5 ulp
                new Point<>(new HalfSquaredError(), new double[]{0.9999999999999999},
                        new double[]{-1.0000000000000002})); // loss 0.5 ulp
    }

    // d²/2 = 1.62e308 where d² overflows; beyond, the loss overflows too and the gradient stays finite.
    @Test
    void answerWhenSquareOverflowsShouldBeFiniteAsLongAsHalfOfItIs() {
        EvaluationView evaluation = TaskBuilder.of(new HalfSquaredError()).reduction(Reduction.NONE)
                .input("predictions", 1.8e154, 1e200).input("targets", 0, 0).answer();
        assertThat(evaluation.loss()[0]).isBetween(1.61e308, 1.63e308);
        assertThat(evaluation.loss()[1]).isInfinite();
        assertThat(evaluation.gradient()).containsExactly(1.8e154, 1e200);
    }
}
