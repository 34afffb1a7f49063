package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Difference quotients of a reduced loss. They leave two traces in a gradient: the truncation error of their scheme, which is
 * reproduced here, and numbers that are multiples of an ulp of the loss divided by the step.
 */
final class DifferenceQuotients {

    /** Elements whose quotients are computed: those with the largest errors. */
    private static final int SAMPLES = 4;

    /** Elements that are tested for being multiples. */
    private static final int MULTIPLES = 64;

    /** A bound for the rounding error of a loss, in ulps: plain summation may have computed it. */
    private static final double LOSS_ULPS = 64;

    /** The probability that unrelated numbers are taken for multiples, per scheme and step. */
    private static final double MAX_CHANCE = 1e-5;

    private final Mismatch mismatch;
    private final String input;
    private final Task task;
    private final double scale;
    private final OptionalDouble loss;
    private final int[] samples;

    /** How a derivative is approximated. */
    enum Scheme {
        FORWARD("forward differences"),
        BACKWARD("backward differences"),
        CENTRAL("central differences");

        private final String description;

        Scheme(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }

        /** The distance between the two points, in steps. */
        private int width() {
            return this == CENTRAL ? 2 : 1;
        }
    }

    DifferenceQuotients(Mismatch mismatch, String input) {
        this.mismatch = mismatch;
        this.input = input;
        this.task = mismatch.task().withoutDerivatives();
        this.scale = mismatch.upstream();
        this.loss = loss(task);
        this.samples = worst(mismatch);
    }

    /** The loss of a task, if it is a finite number. */
    private static OptionalDouble loss(Task task) {
        return Storage.temporarily(() -> {
            Tensor loss = Evaluator.evaluate(task).loss();
            return loss.shape().equals(Shape.SCALAR) && Double.isFinite(loss.get(0))
                    ? OptionalDouble.of(loss.get(0))
                    : OptionalDouble.empty();
        });
    }

    private static int[] worst(Mismatch mismatch) {
        Set<Integer> worst = new LinkedHashSet<>();
        for (int k = 0; k < Math.min(SAMPLES, mismatch.given().length); k++) {
            IntStream.range(0, mismatch.given().length).filter(i -> !worst.contains(i)).boxed()
                    .max(Comparator.comparingDouble(mismatch::excess)).ifPresent(worst::add);
        }
        return worst.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether the loss is a number, so that there are quotients. */
    boolean isDefined() {
        return loss.isPresent();
    }

    /** Whether the largest errors are those of a scheme and step, well above the rounding errors of the quotients. */
    boolean haveTruncationErrorOf(Scheme scheme, double step) {
        double rounding = rounding(scheme, step);
        return IntStream.of(samples).anyMatch(position -> error(position) > 20 * rounding)
                && IntStream.of(samples)
                        .allMatch(position -> isQuotient(scheme, step, position, rounding + error(position) / 1000));
    }

    /**
     * Whether the numbers are near the quotients of a scheme and step, and multiples of an ulp of the loss divided by the
     * distance of the two points. Multiples for a step are multiples for larger ones too: try the smallest first.
     */
    boolean areMultiplesOf(Scheme scheme, double step) {
        double unit = Math.ulp(loss.orElseThrow()) / (scheme.width() * step);
        return scale == 1 && chanceOfMultiples(unit) < MAX_CHANCE && !Float32Rounding.areFloat32(mismatch.given())
                && IntStream.of(samples)
                        .allMatch(position -> isQuotient(scheme, step, position, rounding(scheme, step)));
    }

    private double error(int position) {
        return Math.abs(mismatch.given()[position] - mismatch.exact()[position]);
    }

    private boolean isQuotient(Scheme scheme, double step, int position, double slack) {
        OptionalDouble quotient = quotient(scheme, step, position);
        return quotient.isPresent() && Math.abs(mismatch.given()[position] - quotient.getAsDouble()) <= slack;
    }

    private double rounding(Scheme scheme, double step) {
        return LOSS_ULPS * Math.ulp(loss.orElseThrow()) / (scheme.width() * step) * Math.abs(scale);
    }

    private OptionalDouble quotient(Scheme scheme, double step, int position) {
        OptionalDouble above = scheme == Scheme.BACKWARD ? loss : lossAt(position, step);
        OptionalDouble below = scheme == Scheme.FORWARD ? loss : lossAt(position, -step);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble
                        .of(scale * ((above.getAsDouble() - below.getAsDouble()) / (scheme.width() * step)))
                : OptionalDouble.empty();
    }

    private OptionalDouble lossAt(int position, double step) {
        Tensor elements = Objects.requireNonNull(task.inputs().get(input));
        double[] moved = GradientCheck.numbers(elements);
        moved[position] += step;
        Task shifted = task.withInput(input, new Float64Tensor(elements.shape(), moved));
        return Evaluator.check(shifted).isEmpty() ? loss(shifted) : OptionalDouble.empty();
    }

    /** The probability that unrelated numbers are all multiples of a unit; 1 if these are not. */
    private double chanceOfMultiples(double unit) {
        double chance = 1;
        for (int i = 0; i < Math.min(MULTIPLES, mismatch.given().length); i++) {
            double given = mismatch.given()[i];
            if (!isMultiple(given, unit)) {
                return 1;
            }
            boolean isEvidence = !isMultiple(mismatch.exact()[i], unit);
            chance *= isEvidence ? Math.min(1, 2 * roundingOfMultiple(given, unit)) : 1;
        }
        return chance;
    }

    private static boolean isMultiple(double number, double unit) {
        double multiple = number / unit;
        return Math.abs(multiple - Math.rint(multiple)) <= roundingOfMultiple(number, unit);
    }

    private static double roundingOfMultiple(double number, double unit) {
        return 4 * Math.ulp(number / unit);
    }
}
