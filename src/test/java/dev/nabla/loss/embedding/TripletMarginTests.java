package dev.nabla.loss.embedding;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TripletMarginTests extends LossContract<TripletMargin> {

    private static final TripletMargin CUBIC = new TripletMargin(2, 3, 1e-6, true);

    @Override
    public List<TripletMargin> variants() {
        return List.of(new TripletMargin(), new TripletMargin(0.5, 1, 1e-6, false), CUBIC,
                new TripletMargin(1, 1.5, 0, true), new TripletMargin(1, 2.7, 0.1, false));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)", "p", "2.0 in [1, inf)", "eps", "1.0E-6 in [0, inf)", "swap",
                "false");
    }

    @Override
    public Formula formula(TripletMargin loss) {
        return new Hinge(loss);
    }

    @Override
    public Optional<Textbook> textbook(TripletMargin loss) {
        String distance = "sum(abs(A - B + eps)^p, axis=1)^(1/p)";
        String stable = loss.p() == 2 ? "norm(A - B + eps, axis=1)" : distance;
        return Optional.of(Textbook.formula(hinge(distance, loss.swap())).stable(hinge(stable, loss.swap())));
    }

    @Override
    public double[][] draw(TripletMargin loss, RandomGenerator random) {
        return Stream.generate(() -> random.doubles(3, -2, 2).toArray()).limit(3).toArray(double[][]::new);
    }

    @Override
    public Stream<Point<TripletMargin>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().flatMap(loss -> units(loss).boxed()
                .flatMap(unit -> Stream.of(
                        triplet(loss, unit, new double[]{1, 2, -3}, new double[]{0.5, 2.5, 1},
                                new double[]{-1, 0.3, 4}),
                        triplet(loss, unit, new double[]{0.1, 1e-20, -3}, new double[]{0.3, 1e-18, -2}, new double[]{
                                0, 0.1, -2.5}),
                        triplet(loss, unit, new double[]{1, 1, 1}, new double[]{2, 3, 5},
                                new double[]{3, 2, 4.999999})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<TripletMargin>> worstPoints() {
        return Stream.of(
                triplet(new TripletMargin(), 1, new double[]{0, 5e307, -1e300}, new double[]{1, -1.7e308, 0},
                        new double[]{-1, 0, 1.7e308}), // loss was infinite
                triplet(new TripletMargin(1, 1, 0, false), 1, new double[]{1e308, 1e308}, new double[]{0, -1e308},
                        new double[]{0, -5e307}), // a sum beyond float64
                triplet(new TripletMargin(1, 1.5, 0, false), 1, new double[]{1e308, 1e308},
                        new double[]{-5e307, -1e308}, new double[]{0, -5e307}),
                triplet(new TripletMargin(1, 1.5, 0, true), 1,
                        new double[]{-0.5891409179278204, 1.185473340108265, 0.11397099111106002},
                        new double[]{-1.7327121576757254, 1.0, 10000.0},
                        new double[]{-0.7123609188591535, 0.9999999999999999, 0.8043516816972889}), // gradient of anchor 1.68 ulp
                triplet(new TripletMargin(1, 2.7, 0.1, false), 1,
                        new double[]{-0.968294933855598, -1.0591605239750383, 0.024934906962116095},
                        new double[]{0.02645906317208945, 0.5396538216444986, -0.37332411673698385},
                        new double[]{0.028775188937167694, 0.6974602043802732, 0.3553098685422215}), // gradient of negative 1.55 ulp
                triplet(CUBIC, 1, new double[]{1.1467652308231224E8, 2.0000000000000006E8, -3.0E8},
                        new double[]{5.0E7, 1.3771882612689978E8, 9.999999999999996E7},
                        new double[]{1.5233388926998825E-300, 40000.056224760534, 4.000000000000002E8}), // gradient of anchor 1.45 ulp
                triplet(CUBIC, 1, new double[]{0.5, 2.0, -1.3090312033549902}, new double[]{40.0, 2.5, 1.0},
                        new double[]{-1.0, 1.2, 7.174280606622776}), // gradient of positive 1.45 ulp
                triplet(CUBIC, 1, new double[]{-0.13862253593926005, 1.0E-8, -1.0E-8},
                        new double[]{2.5E-9, -399.0759122668176, 0.13736322046066082},
                        new double[]{3.0000000000000004E-8, 2.0E-8, 4.999999E-8})); // loss 1.01 ulp
    }

    /**
     * Not so small beside eps that the distances of a swap tie in all the digits that are carried; and where p is not
     * whole not so extreme that powers to hundreds of digits take seconds.
     */
    private static DoubleStream units(TripletMargin loss) {
        return DoubleStream.of(1e-300, 1e-160, 1e-8, 1, 1e8, 1e160, 1e300)
                .filter(unit -> unit > 1e-20 * loss.eps() || !loss.swap())
                .filter(unit -> loss.p() == Math.rint(loss.p()) || (unit > 1e-10 && unit < 1e10));
    }

    private static Point<TripletMargin> triplet(TripletMargin loss, double unit, double[]... vectors) {
        return new Point<>(loss, Stream.of(vectors).map(vector -> DoubleStream.of(vector).map(x -> x * unit).toArray())
                .toArray(double[][]::new));
    }

    /** max(0, margin + δ(a, p) − δ(a, n)): where it is positive, three terms that cancel. */
    private record Hinge(TripletMargin loss) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal far = distance(sample, "anchor", "negative", math);
            if (loss.swap()) {
                far = math.min(far, distance(sample, "positive", "negative", math));
            }
            List<BigDecimal> terms = List.of(new BigDecimal(loss.margin()),
                    distance(sample, "anchor", "positive", math), far.negate());
            BigDecimal z = terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.compare(z, BigDecimal.ZERO) < 0 ? List.of() : terms;
        }

        /** The smallest component that the number is part of; components differ by eps at least, as a rule. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal size = sample.at(place).abs().max(new BigDecimal(loss.eps()));
            Stream<BigDecimal> components = sample.inputs().values().stream()
                    .map(other -> sample.at(place).subtract(other[place.index()]).abs());
            return Stream.concat(Stream.of(size), components).filter(component -> component.signum() > 0)
                    .min(Comparator.naturalOrder()).orElse(BigDecimal.ONE);
        }

        private BigDecimal distance(Sample sample, String from, String to, Arithmetic math) {
            BigDecimal p = new BigDecimal(loss.p());
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < sample.all(from).length; k++) {
                BigDecimal u = sample.all(from)[k].subtract(sample.all(to)[k]).add(new BigDecimal(loss.eps()));
                sum = sum.add(loss.p() == 2 ? u.pow(2) : math.pow(math.abs(u), p));
            }
            if (loss.p() == 1) {
                return sum;
            }
            return loss.p() == 2 ? math.sqrt(sum) : math.pow(sum, math.divide(BigDecimal.ONE, p));
        }
    }

    private static TaskBuilder triplet(TripletMargin loss, double[] anchor, double[] positive, double[] negative) {
        return TaskBuilder.of(loss).rows("anchor", anchor).rows("positive", positive).rows("negative", negative);
    }

    // From the reference: active at z = 0, distances 5 and 5; gradients by hand: (-3, -4)/5 and (0, -5)/5.
    @Test
    void gradientWhenHingeIsAtZeroShouldBeActive() {
        EvaluationView evaluation = triplet(new TripletMargin(0, 2, 0, false), new double[]{0, 0}, new double[]{3, 4},
                new double[]{0, 5}).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("anchor")).containsExactly(-0.6, 0.2);
        assertThat(evaluation.gradient("positive")).containsExactly(0.6, 0.8);
        assertThat(evaluation.gradient("negative")).containsExactly(0, -1);
    }

    // From the reference: a distance of 0 has gradient 0; the other is 5, its slope (-3, -4)/5.
    @Test
    void gradientWhenDistanceIsZeroShouldBeZero() {
        for (double p : new double[]{1, 1.5, 2, 3}) {
            EvaluationView evaluation = triplet(new TripletMargin(9, p, 0, false), new double[]{1, 1},
                    new double[]{1, 1},
                    new double[]{1, 6}).answer();
            assertThat(evaluation.loss()).containsExactly(4);
            assertThat(evaluation.gradient("positive")).containsExactly(0, 0);
            assertThat(evaluation.gradient("anchor")).containsExactly(0, 1);
            assertThat(evaluation.gradient("negative")).containsExactly(0, -1);
        }
    }

    // From the reference: in a swap tie each distance gets half. δ(a, n) = δ(p, n) = 5, slopes (∓3, -4)/5.
    @Test
    void gradientWhenSwapTiesShouldBeShared() {
        EvaluationView evaluation = triplet(new TripletMargin(1, 2, 0, true), new double[]{-3, 0}, new double[]{3, 0},
                new double[]{0, 4}).answer();
        assertThat(evaluation.loss()).containsExactly(2);
        assertThat(evaluation.gradient("anchor")).containsExactly(-1 + 0.3, 0.4);
        assertThat(evaluation.gradient("positive")).containsExactly(1 - 0.3, 0.4);
        assertThat(evaluation.gradient("negative")).containsExactly(0, -0.8);
    }

    // By hand, p = 1: δ = 1 + 2 and 4 + 0, z = 2 + 3 - 4; slopes are signs, and that of 0 is 0.
    @Test
    void gradientWhenNormIsOfOrderOneShouldBeSigns() {
        EvaluationView evaluation = triplet(new TripletMargin(2, 1, 0, false), new double[]{0, 0}, new double[]{1, -2},
                new double[]{-4, 0}).answer();
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient("anchor")).containsExactly(-1 - 1, 1);
        assertThat(evaluation.gradient("positive")).containsExactly(1, -1);
        assertThat(evaluation.gradient("negative")).containsExactly(1, 0);
    }

    // By hand: z = 1 + 1 - 9 is negative.
    @Test
    void answerWhenNegativeIsFarShouldBeZero() {
        EvaluationView evaluation = triplet(new TripletMargin(1, 2, 0, false), new double[]{0}, new double[]{1},
                new double[]{9}).reduction(Reduction.NONE).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("anchor")).containsExactly(0);
    }

    // ∞ - ∞ is NaN.
    @Test
    void answerWhenBothDistancesAreInfiniteShouldBeNaN() {
        EvaluationView evaluation = triplet(new TripletMargin(), new double[]{Double.POSITIVE_INFINITY},
                new double[]{1},
                new double[]{9}).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient("negative")).containsExactly(Double.NaN);
    }

    /** The loss, given the distance of A and B. */
    private static String hinge(String distance, boolean swap) {
        String near = distance.replace("A", "anchor").replace("B", "positive");
        String far = distance.replace("A", "anchor").replace("B", "negative");
        String swapped = distance.replace("A", "positive").replace("B", "negative");
        return "maximum(0, margin + " + near + " - " + (swap ? "minimum(" + far + ", " + swapped + ")" : far) + ")";
    }
}
