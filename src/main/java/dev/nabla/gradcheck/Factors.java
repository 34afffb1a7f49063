package dev.nabla.gradcheck;

import dev.nabla.evaluation.Participation;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Recognises numbers that are a multiple of the exact ones, and what the multiple may come from. */
final class Factors {

    private static final int LARGEST_DENOMINATOR = 64;

    private final Task task;
    private final boolean isLoss;
    private final double @Nullable [] sum;

    /**
     * The factors that may go wrong in a task.
     *
     * @param isLoss whether the numbers are the loss, which a square's derivative has no part in
     * @param sum what the exact numbers would be with reduction sum; {@code null} where nothing is divided
     */
    Factors(Task task, boolean isLoss, double @Nullable [] sum) {
        this.task = task;
        this.isLoss = isLoss;
        this.sum = sum;
    }

    /** A factor that is easily forgotten or applied twice, and a sentence about it. */
    private record Named(double factor, String sentence) {}

    /** What the numbers look like if they are a multiple by one of the factors that are known to go wrong. */
    Optional<Finding> named(double[] given, double[] exact, Tolerance tolerance) {
        if (isMultiple(given, exact, -1, tolerance)) {
            return Optional.of(new Finding(Verdict.WRONG_SIGN, "The sign is wrong everywhere, the sizes are right: "
                    + "target minus prediction, or a loss that is minimised taken for one that is maximised?"));
        }
        for (double sign : new double[]{1, -1}) {
            List<Named> matching = candidates(exact).stream()
                    .filter(candidate -> candidate.factor() != 1
                            && isMultiple(given, exact, sign * candidate.factor(), tolerance))
                    .toList();
            if (!matching.isEmpty()) {
                return Optional.of(new Finding(Verdict.WRONG_FACTOR, sentence(sign * matching.getFirst().factor())
                        + matching.stream().map(Named::sentence).distinct().collect(Collectors.joining("; or "))
                        + "." + (sign < 0 ? " The sign is wrong too." : "")));
            }
        }
        return Optional.empty();
    }

    /** What the numbers look like if they are some multiple of exact ones that are not all of one size. */
    static Optional<Finding> anyMultiple(double[] given, double[] exact, Tolerance tolerance) {
        int largest = largest(exact);
        double factor = given[largest] / exact[largest];
        boolean isTelling = IntStream.range(0, exact.length)
                .anyMatch(i -> exact[i] != 0 && !tolerance.accepts(Math.abs(exact[i]), Math.abs(exact[largest])));
        return isTelling && factor != 0 && isMultiple(given, exact, factor, tolerance)
                ? Optional.of(new Finding(Verdict.WRONG_FACTOR,
                        sentence(factor) + "the direction is right, a constant factor is not."))
                : Optional.empty();
    }

    /** What a value's gradient is multiplied by on its way out: the upstream gradient over the divisor. */
    double unit(double[] exact) {
        Tensor upstream = task.gradOutput();
        double factor = upstream == null || upstream.shape().rank() > 0 ? 1 : Math.abs(upstream.get(0));
        return factor / divisor(exact);
    }

    private static String sentence(double factor) {
        return "Every number is " + inWords(factor) + " times what it should be: ";
    }

    /** A factor as people would say it: 3, 1/3, 2/3, 0.707107. */
    private static String inWords(double factor) {
        if (isWhole(1 / factor)) {
            return factor > 0 ? "1/" + Math.round(1 / factor) : "-1/" + Math.round(-1 / factor);
        }
        for (int denominator = 1; denominator <= LARGEST_DENOMINATOR; denominator++) {
            if (isWhole(factor * denominator)) {
                return Math.round(factor * denominator) + (denominator == 1 ? "" : "/" + denominator);
            }
        }
        return text(factor);
    }

    private static boolean isWhole(double number) {
        double whole = Math.rint(number);
        return whole != 0 && Math.abs(whole) < 1e15 && Math.abs(number - whole) <= 1e-12 * Math.abs(whole);
    }

    private static boolean isMultiple(double[] given, double[] exact, double factor, Tolerance tolerance) {
        Tolerance scaled = new Tolerance(tolerance.relative(), tolerance.absolute() * Math.abs(factor));
        for (int i = 0; i < given.length; i++) {
            if (!scaled.accepts(given[i], factor * exact[i])) {
                return false;
            }
        }
        return true;
    }

    private List<Named> candidates(double[] exact) {
        List<Named> candidates = new ArrayList<>();
        double divisor = divisor(exact);
        for (Count count : counts()) {
            double factor = divisor / count.number();
            if (Double.isFinite(factor)) {
                candidates.add(new Named(factor, aboutDivisor(divisor, count)));
            }
        }
        if (divisor != 1) {
            candidates.add(new Named(divisor, "the division by " + text(divisor) + " of reduction "
                    + task.reduction().label() + " is missing, as if it were sum"));
            candidates.add(new Named(1 / divisor, "the division by " + text(divisor) + " has been done twice"));
        }
        if (!isLoss) {
            candidates.add(new Named(2, "a factor 2 too many, as from the square of a loss that has a half before it"));
            candidates.add(new Named(0.5, "a factor 2 is missing, as from the derivative of a square"));
        }
        Tensor upstream = task.gradOutput();
        if (upstream != null && upstream.shape().rank() == 0) {
            candidates.add(new Named(1 / upstream.get(0), "grad_output has been left out"));
            candidates.add(new Named(upstream.get(0), "grad_output has been applied twice"));
        }
        return candidates;
    }

    private String aboutDivisor(double divisor, Count count) {
        String done = "it has been divided by the " + count.what() + ", " + text(count.number()) + ", ";
        return divisor == 1
                ? done + "where nothing is to be divided"
                : done + "where reduction " + task.reduction().label() + " divides by " + text(divisor);
    }

    /** Something that a sum may be divided by. */
    private record Count(String what, double number) {}

    private List<Count> counts() {
        Participation participation = new Participation(task);
        Shape first = task.firstShape();
        List<Count> counts = new ArrayList<>();
        counts.add(new Count("number of values that take part", participation.count()));
        counts.add(new Count("number of all values", participation.values()));
        counts.add(new Count("number of all elements", first.elements()));
        if (first.rank() > 0) {
            counts.add(new Count("size of the first axis", first.size(0)));
            counts.add(new Count("size of the last axis", first.size(-1)));
        }
        Tensor weight = task.sampleWeight();
        if (weight != null) {
            counts.add(new Count("sum of sample_weight", IntStream.range(0, weight.shape().elements())
                    .filter(task::takesPart).mapToDouble(weight::get).sum()));
        }
        return counts.stream().filter(count -> count.number() > 0 && count.number() != 1).toList();
    }

    /** What the task divides its sum by: 1 where it does not. */
    private double divisor(double[] exact) {
        int largest = largest(exact);
        if (sum == null || exact.length == 0 || exact[largest] == 0) {
            return 1;
        }
        double divisor = sum[largest] / exact[largest];
        double whole = Math.rint(divisor);
        return Math.abs(divisor - whole) < 1e-9 * whole ? whole : divisor;
    }

    private static int largest(double[] numbers) {
        int largest = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (Double.isFinite(numbers[i]) && !(Math.abs(numbers[i]) <= Math.abs(numbers[largest]))) {
                largest = i;
            }
        }
        return largest;
    }

    private static String text(double number) {
        return isWhole(number)
                ? Long.toString(Math.round(number))
                : String.format(Locale.ROOT, "%.6g", number);
    }
}
