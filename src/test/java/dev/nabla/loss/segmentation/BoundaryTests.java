package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundaryTests extends LossContract<Boundary> {

    @Override
    public List<Boundary> variants() {
        return List.of(new Boundary());
    }

    @Override
    public Formula formula(Boundary loss) {
        return (sample, _) -> List.of(sample.the("predictions").multiply(sample.the("targets")));
    }

    @Override
    public Optional<Textbook> textbook(Boundary loss) {
        return Optional.of(Textbook.formula("x*t"));
    }

    @Override
    public double[][] draw(Boundary loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble()}, {random.nextDouble(-9, 9)}};
    }

    @Override
    public Stream<Point<Boundary>> hardPoints() {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 0.3, 1).boxed()
                .flatMap(x -> DoubleStream.of(0, 1e-300, 0.1, -7, -1e300)
                        .mapToObj(t -> new Point<>(new Boundary(), new double[]{x}, new double[]{t})));
    }

    // By the conventions: a coefficient of 0 leaves its term out. The distance to a boundary that is not there is infinite.
    @Test
    void answerWhenProbabilityIsZeroAndDistanceInfiniteShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new Boundary()).reduction(Reduction.NONE)
                .input("predictions", 0, 0.5).input("targets", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }
}
