package dev.nabla.loss;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.option.Domain;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Points some of whose numbers are at the ends of the range of float64, within the domain of the loss. */
final class ExtremePoints {

    private static final double[] SIZES = {Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e-160, 1e155, 1e160, 1e300,
            5e307,
            7e307, 1.7e308, Double.MAX_VALUE};

    private ExtremePoints() {}

    /** Points near those that the fixture of a loss draws. */
    static <L extends Loss> Stream<Point<L>> of(LossFixture<L> fixture, int perVariant) {
        RandomGenerator random = fixture.random();
        return fixture.variants().stream().flatMap(loss -> Stream
                .generate(() -> extreme(fixture.point(loss, random), random))
                .filter(point -> Evaluator.check(point.task()).isEmpty()).limit(perVariant));
    }

    private static <L extends Loss> Point<L> extreme(Point<L> point, RandomGenerator random) {
        double[][] inputs = Arrays.stream(point.inputs()).map(double[]::clone).toArray(double[][]::new);
        List<Input> all = point.loss().inputs();
        for (int k = 0; k < inputs.length; k++) {
            if (isReal(all.get(k), inputs[k])) {
                replaceSome(inputs[k], all.get(k).domain(), random);
            }
        }
        return point.with(inputs);
    }

    private static boolean isReal(Input input, double[] numbers) {
        Domain domain = input.domain();
        return !input.elements().isParameter() && input.elements().isRounded(numbers.length > 1)
                && (domain == null || !domain.isDiscrete());
    }

    private static void replaceSome(double[] numbers, @Nullable Domain domain, RandomGenerator random) {
        for (int i = 0; i < numbers.length; i++) {
            double extreme = SIZES[random.nextInt(SIZES.length)] * (random.nextBoolean() ? 1 : -1);
            if (random.nextInt(3) > 0 && (domain == null || domain.contains(extreme))) {
                numbers[i] = extreme;
            }
        }
    }
}
