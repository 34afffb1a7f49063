package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrpoTests extends LossContract<Grpo> {

    @Override
    public List<Grpo> variants() {
        return List.of(new Grpo(), new Grpo(0.2, 0.28, 3.0, 0.5), new Grpo(0.2, null, null, 0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip_range", "0.2 in (0, 1)", "clip_range_high", "null in (0, inf)", "dual_clip",
                "null in (1, inf)", "beta", "0.04 in [0, inf)");
    }

    /** The clipped surrogate and β(e^q − 1 − q): terms that cancel. */
    @Override
    public SmoothFormula formula(Grpo loss) {
        ClippedFormula clip = new ClippedFormula(
                new ClippedRatio(loss.clipRange(), loss.clipRangeHigh(), loss.dualClip()));
        return (sample, math) -> {
            BigDecimal q = sample.the("reference_log_probs").subtract(sample.the("log_probs"));
            BigDecimal divergence = math.exp(q).subtract(BigDecimal.ONE).subtract(q);
            return List.of(clip.surrogate(PolicyPoints.ratio(sample, math), sample.the("advantages"), math),
                    divergence.multiply(new BigDecimal(loss.beta())));
        };
    }

    @Override
    public Optional<Textbook> textbook(Grpo loss) {
        String surrogate = PolicyPoints.RATIO + "q = reference_log_probs - log_probs\n"
                + PolicyPoints.surrogate(loss.clipRange(), loss.clipRangeHigh(), loss.dualClip());
        return Optional.of(Textbook.formula(surrogate + " + beta*(exp(q) - q - 1)")
                .stable(surrogate + " + beta*expm1mx(q)"));
    }

    @Override
    public double[][] draw(Grpo loss, RandomGenerator random) {
        double[][] inputs = PolicyPoints.draw(random);
        return new double[][]{inputs[0], inputs[1], inputs[2], {random.nextDouble(-3, 0)}};
    }

    @Override
    public Stream<Point<Grpo>> hardPoints() {
        return variants().stream().flatMap(loss -> DoubleStream
                .of(0, 1e-300, -1e-160, 1e-13, 0x1p-40, -1e-9, 0.3, -1, 20, -50, 699, 701, 760, -1e5).boxed()
                .flatMap(q -> DoubleStream.of(-0.5, 0.25).boxed().flatMap(ratio -> DoubleStream.of(-1.5, 0, 1e-10, 2)
                        .mapToObj(advantage -> new Point<>(loss, new double[]{0}, new double[]{ratio},
                                new double[]{advantage}, new double[]{q})))));
    }

    // By hand: A = 0 leaves β(e^q - 1 - q); at q = -∞ that is ∞, with gradient β and no curvature; with β = 0 nothing.
    @Test
    void answerWhenReferenceForbidsTheActionShouldBeTheLimit() {
        EvaluationView evaluation = forbidden(new Grpo());
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("log_probs")).containsExactly(0.04);
        assertThat(evaluation.hessian("log_probs")).containsExactly(0);
        EvaluationView free = forbidden(new Grpo(0.2, null, null, 0));
        assertThat(free.loss()).containsExactly(0);
        assertThat(free.gradient("log_probs")).containsExactly(0);
    }

    private static EvaluationView forbidden(Grpo loss) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("log_probs", -1).input("old_log_probs", -1)
                .input("advantages", 0).input("reference_log_probs", Double.NEGATIVE_INFINITY).answer();
    }
}
