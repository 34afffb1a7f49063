package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MultilabelSoftMarginTests extends LossContract<MultilabelSoftMargin> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MultilabelSoftMargin> variants() {
        return List.of(new MultilabelSoftMargin());
    }

    @Override
    public Formula formula(MultilabelSoftMargin loss) {
        return new MeanCrossEntropy();
    }

    @Override
    public Optional<Textbook> textbook(MultilabelSoftMargin loss) {
        return Optional.of(Textbook.formula("""
                -((t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x))) @ weight)/CLASSES""").stable("""
                ((t*softplus(-x) + (1 - t)*softplus(x)) @ weight)/CLASSES"""));
    }

    @Override
    public double[][] draw(MultilabelSoftMargin loss, RandomGenerator random) {
        return new double[][]{random.doubles(3, -8, 8).toArray(),
                random.doubles(3).map(t -> random.nextInt(3) == 0 ? Math.rint(t) : t).toArray(),
                random.doubles(3, 0.2, 3).toArray()};
    }

    @Override
    public Stream<Point<MultilabelSoftMargin>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0, 1e-300, 1e-17, 0.5, 18, 37, 40, 64, 700, 709.5, 744, 746, 800, 1e4, 1e300).boxed()
                        .flatMap(x -> DoubleStream.of(0, 1, 0.5, 1e-20, 1 - 1e-16).boxed().flatMap(t -> Stream.of(
                                new Point<>(new MultilabelSoftMargin(), new double[]{x, -x}, new double[]{t, t}),
                                new Point<>(new MultilabelSoftMargin(), new double[]{x, -0.5 * x, 2},
                                        new double[]{t, 0, t}, new double[]{3, 1e-3, 0})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MultilabelSoftMargin>> worstPoints() {
        return Stream.of(
                new Point<>(new MultilabelSoftMargin(),
                        new double[]{7.507638296635815, -2.818513896179356, 7.443353782758343},
                        new double[]{0.925503356194473, 0.6817022965736226, 1.0},
                        new double[]{2.46581632685679, 2.4996432091299696, 1.8133670784037537}), // gradient 1.06 ulp
                new Point<>(new MultilabelSoftMargin(),
                        new double[]{7.507638296635818, -2.8185138961793568, 7.443353782758343},
                        new double[]{0.694539226798833, 0.6817022965736226, 1.0},
                        new double[]{2.46581632685679, 8.132559650463925, 1.8133670784037537}), // hessian 0.97 ulp
                new Point<>(new MultilabelSoftMargin(),
                        new double[]{0.219303210832555, 5.438869071113475, -4.051370212667621},
                        new double[]{0.8657121222559503, 9.520875860397445E-301, 0.9730774375323851},
                        new double[]{1.9379257517608905, 0.8838430935678421, 2.8882223497596637})); // loss 0.52 ulp
    }

    /** (1/C)·Σ w_c [(1−t_c)·sp(x_c) + t_c·sp(−x_c)]: two terms a class, whose derivatives cancel where σ(x) is near t. */
    private record MeanCrossEntropy() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return classes(sample).boxed().flatMap(c -> {
                BigDecimal logit = sample.all("predictions")[c];
                BigDecimal target = sample.all("targets")[c];
                BigDecimal share = math.divide(sample.all("weight")[c], BigDecimal.valueOf(classes(sample).count()));
                return Stream.of(
                        share.multiply(BigDecimal.ONE.subtract(target)).multiply(math.softplus(logit)),
                        share.multiply(target).multiply(math.softplus(logit.negate())));
            }).toList();
        }

        /** w·t may underflow too, and is multiplied by a softplus no larger than |x| + 1. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return classes(sample)
                    .mapToObj(c -> sample.all("weight")[c].max(sample.all("predictions")[c].abs().add(BigDecimal.ONE)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }

        private static IntStream classes(Sample sample) {
            return IntStream.range(0, sample.all("predictions").length);
        }
    }

    // By the limits of the formula, in which a coefficient of 0 takes even ∞ away.
    @Test
    void answerWhenLogitIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new MultilabelSoftMargin()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, -INF}, {-INF, -INF}, {INF, INF}})
                .rows("targets", new double[][]{{1, 0}, {1, 0}, {0.5, 1}})
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, INF);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -0.5, 0, 0.25, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    // By hand: even logits cost log 2 a class, and mean divides by rows and classes: (3 + 1)/2 · log 2 in each row.
    @Test
    void meanWhenClassesAreWeightedShouldDivideByTheRows() {
        EvaluationView evaluation = TaskBuilder.of(new MultilabelSoftMargin())
                .rows("predictions", new double[][]{{0, 0}, {0, 0}})
                .rows("targets", new double[][]{{1, 0}, {1, 1}}).input("weight", 3, 1).answer();
        assertThat(evaluation.loss()).containsExactly(2 * 0.6931471805599453);
    }

    // From the reference: targets in [0, 1].
    @Test
    void targetWhenOutsideUnitIntervalShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new MultilabelSoftMargin()).rows("predictions", new double[]{0, 0});
        assertThat(task.rows("targets", new double[]{0, 1.5}).fault().index()).containsExactly(0, 1);
    }
}
