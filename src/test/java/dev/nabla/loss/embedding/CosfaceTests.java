package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CosfaceTests extends LossContract<Cosface> {

    @Override
    public List<Cosface> variants() {
        return List.of(new Cosface(), new Cosface(0, 4), new Cosface(1.5, 300));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "0.35 in [0, inf)", "scale", "64.0 in (0, inf)");
    }

    @Override
    public Formula formula(Cosface loss) {
        return new Subtracted(new BigDecimal(loss.margin()), new BigDecimal(loss.scale()));
    }

    private record Subtracted(BigDecimal margin, BigDecimal scale) implements MarginFormula {

        @Override
        public BigDecimal lowered(BigDecimal cosine, Arithmetic math) {
            return cosine.subtract(margin);
        }
    }

    @Override
    public Optional<Textbook> textbook(Cosface loss) {
        String logits = "z = scale*(x - margin*one_hot(t, CLASSES))\n";
        return Optional.of(Textbook
                .formula(logits + "-log(pick(exp(z)/sum(exp(z), axis=1, keepdims=true), t))")
                .stable(logits + "-pick(log_softmax(z), t)"));
    }

    @Override
    public double[][] draw(Cosface loss, RandomGenerator random) {
        return MarginFormula.draw(random);
    }

    @Override
    public Stream<Point<Cosface>> hardPoints() {
        return MarginFormula.hardRows()
                .flatMap(row -> variants().stream().map(loss -> new Point<>(loss, row)));
    }

    // By hand: logits 0 and 0 after the margin.
    @Test
    void answerWhenMarginIsUsedUpShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = TaskBuilder.of(new Cosface(0.5, 2)).rows("predictions", new double[]{0.75, 0.25})
                .input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-1, 1);
        assertThat(evaluation.hessian()).containsExactly(1, 1);
    }

    // By hand: e^-128 next to 1, mpmath: 2.5722093726424148e-56.
    @Test
    void lossWhenTargetIsCertainShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new Cosface(0, 64)).rows("predictions", new double[]{1, -1})
                .input("targets", 0).answer();
        assertWithinTwoUlps(evaluation.loss(), 2.572209372642415e-56);
    }

    // From the reference: predictions are cosines, targets indices.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new Cosface()).rows("predictions", new double[]{1.5, 0}).input("targets", 0);
        assertThat(task.fault().detail()).contains("[-1, 1]");
        assertThat(task.rows("predictions", new double[]{1, 0}).input("targets", 2).fault().field())
                .isEqualTo("targets");
    }
}
