package dev.nabla.loss.reinforcement;

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

class PolicyGradientTests extends LossContract<PolicyGradient> {

    @Override
    public List<PolicyGradient> variants() {
        return List.of(new PolicyGradient());
    }

    @Override
    public Formula formula(PolicyGradient loss) {
        return (sample, _) -> List.of(sample.the("log_probs").multiply(sample.the("advantages")).negate());
    }

    @Override
    public Optional<Textbook> textbook(PolicyGradient loss) {
        return Optional.of(Textbook.formula("-advantages*log_probs"));
    }

    @Override
    public double[][] draw(PolicyGradient loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 0)}, {random.nextDouble(-2, 2)}};
    }

    @Override
    public Stream<Point<PolicyGradient>> hardPoints() {
        return DoubleStream.of(0, -1e-300, -1e-9, -1, -1e200).boxed()
                .flatMap(log -> DoubleStream.of(0, 1e-200, -1.1, 1e200).mapToObj(
                        advantage -> new Point<>(new PolicyGradient(), new double[]{log}, new double[]{advantage})));
    }

    // From the reference: an infinite term whose coefficient is 0 contributes 0; else infinity follows the formula.
    @Test
    void lossWhenActionIsImpossibleShouldBeInfiniteUnlessItsAdvantageIsZero() {
        double impossible = Double.NEGATIVE_INFINITY;
        EvaluationView evaluation = TaskBuilder.of(new PolicyGradient())
                .input("log_probs", impossible, impossible).input("advantages", 0, 2)
                .reduction(Reduction.NONE).answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("log_probs")).containsExactly(0, -2);
    }
}
