package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Participation;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells which mistake a caller's numbers look like: of their loss, or of the gradient with respect to an input. */
final class Diagnosis {

    /** Two numbers within this are the same number computed in float32. */
    static final double LOOSE = 1e-4;

    private static final double FEW_DIGITS = 1e-3;

    /** What float32 arithmetic leaves of a number: more than careful float64 arithmetic, less than a rough formula. */
    private static final double FLOAT32_FROM = 1e-9;
    private static final double FLOAT32_TO = 1e-6;

    private static final int FLOAT32_DIGITS = 9;

    private final Task task;
    private final Supplier<List<Suspect>> suspects;
    private final @Nullable String input;

    /**
     * A diagnosis.
     *
     * @param input the input whose gradient it is of; {@code null} for the loss
     */
    Diagnosis(Task task, Supplier<List<Suspect>> suspects, @Nullable String input) {
        this.task = task;
        this.suspects = suspects;
        this.input = input;
    }

    /** What a caller's numbers look like beside the exact ones. */
    Finding of(double[] given, double[] exact, Shape shape, Tolerance tolerance) {
        if (tolerance.accepts(given, exact)) {
            return new Finding(Verdict.AGREES, "It agrees: every number is within the tolerance.");
        }
        Tolerance loose = tolerance.withRelative(Math.max(tolerance.relative(), LOOSE));
        return notFinite(given, exact, shape).or(() -> leftOut(given, exact, shape, tolerance))
                .or(() -> kink(given, exact, shape, tolerance)).or(() -> nothing(given))
                .or(() -> multipleOrSetting(given, exact, tolerance))
                .or(() -> digits(given, exact, tolerance))
                .or(() -> multipleOrSetting(given, exact, loose))
                .or(() -> moved(given, exact, shape, loose)).or(() -> someSigns(given, exact, shape, loose))
                .or(() -> Factors.anyMultiple(given, exact, loose))
                .orElseGet(() -> different(given, exact, tolerance));
    }

    private Optional<Finding> multipleOrSetting(double[] given, double[] exact, Tolerance tolerance) {
        return new Factors(task, input == null, sum(exact)).named(given, exact, tolerance)
                .or(() -> setting(given, tolerance));
    }

    /** What the exact numbers would be with reduction sum; {@code null} where nothing is divided. */
    private double @Nullable [] sum(double[] exact) {
        boolean isDivided = task.reduction().isMean() && task.loss().reductions().contains(Reduction.SUM);
        double[] numbers = isDivided ? answer(task.with(Reduction.SUM, DType.FLOAT64)) : null;
        return numbers == null || numbers.length != exact.length ? null : numbers;
    }

    private double @Nullable [] answer(Task other) {
        Evaluation evaluation = Evaluator.evaluate(other);
        Tensor tensor = input == null ? evaluation.loss() : evaluation.gradients().get(input);
        return tensor == null ? null : GradientCheck.numbers(tensor);
    }

    private static Optional<Finding> notFinite(double[] given, double[] exact, Shape shape) {
        int[] places = IntStream.range(0, given.length)
                .filter(i -> !Double.isFinite(given[i]) || !Double.isFinite(exact[i]))
                .filter(i -> Double.compare(given[i], exact[i]) != 0).toArray();
        if (places.length == 0) {
            return Optional.empty();
        }
        int first = places[0];
        return finding(Verdict.NOT_FINITE,
                count(places.length, given.length) + " NaN or infinite where the exact number "
                        + "is not, or the other way round; the first is" + at(shape, first) + ": " + given[first]
                        + " where the exact number is " + exact[first]
                        + ". An overflow in exp, the logarithm of 0, or 0 times infinity are the usual causes.");
    }

    private static Optional<Finding> nothing(double[] given) {
        return DoubleStream.of(given).allMatch(number -> number == 0)
                ? finding(Verdict.ZERO, "It is 0 everywhere: has it been computed, or reset before it was read?")
                : Optional.empty();
    }

    /** Something that flows to places that take no part. */
    private Optional<Finding> leftOut(double[] given, double[] exact, Shape shape, Tolerance tolerance) {
        if (input == null || !shape.equals(task.firstShape())) {
            return Optional.empty();
        }
        int[] places = tolerance.refused(given, exact);
        Participation participation = new Participation(task);
        return Arrays.stream(places).noneMatch(participation::takesPart)
                ? finding(Verdict.MASKED, "It is right where values take part, but not 0 at "
                        + count(places.length, given.length, "masked or ignored place") + "; the first is"
                        + at(shape, places[0]) + ".")
                : Optional.empty();
    }

    private Optional<Finding> kink(double[] given, double[] exact, Shape shape, Tolerance tolerance) {
        int[] places = tolerance.refused(given, exact);
        if (input == null || tolerance.withRelative(LOOSE).refused(given, exact).length < places.length) {
            return Optional.empty();
        }
        Kinks kinks = new Kinks(task, input, places);
        int first = places[0];
        return kinks.explain(given, tolerance.withRelative(LOOSE))
                ? finding(Verdict.KINK, "It is right but for " + count(places.length, given.length, "place")
                        + " where the loss has a kink; the first is" + at(shape, first) + ", where every slope between "
                        + kinks.lower(first) + " and " + kinks.upper(first)
                        + " is a subgradient: the convention here is " + exact[first] + ", yours is " + given[first]
                        + ".")
                : Optional.empty();
    }

    private Optional<Finding> setting(double[] given, Tolerance tolerance) {
        return suspects.get().stream().filter(suspect -> {
            double[] answer = answer(suspect.task());
            return answer != null && answer.length == given.length
                    && Tolerance.of(tolerance.relative(), answer).accepts(given, answer);
        }).findFirst().map(suspect -> new Finding(Verdict.WRONG_SETTING,
                "These are the numbers of the same request " + suspect.mistake() + "."));
    }

    private Optional<Finding> digits(double[] given, double[] exact, Tolerance tolerance) {
        double error = IntStream.range(0, given.length)
                .mapToDouble(i -> tolerance.excess(given[i], exact[i]) * tolerance.relative()).max().orElse(0);
        if (!(error <= FEW_DIGITS)) {
            return Optional.empty();
        }
        String digits = "It is right to about " + Math.max(1, Math.round(-log10(error))) + " digits";
        boolean isRounded = DoubleStream.of(given).allMatch(Diagnosis::isFloat32);
        boolean isNearest = IntStream.range(0, given.length).allMatch(i -> isNearest(given[i], exact[i]));
        boolean isCancellation = isRoundingOfUnits(given, exact);
        if (isRounded && (isNearest || !isCancellation)) {
            return finding(Verdict.FLOAT32, digits + ", and all its numbers are float32 numbers: it was computed or "
                    + "stored in float32. If that is meant, send dtype float32.");
        }
        if (isCancellation) {
            return finding(Verdict.CANCELLATION, digits + " only where it is small: float64 rounding errors of nearly "
                    + "equal numbers that were subtracted, such as 1 - p. A formula without the difference keeps them.");
        }
        if (error >= FLOAT32_FROM && error <= FLOAT32_TO) {
            return finding(Verdict.FLOAT32, digits
                    + ", as float32 is: some step was computed in float32. Finite differences look like this too.");
        }
        return finding(Verdict.FEW_DIGITS, digits
                + ": finite differences, numbers printed with few digits, or a step in less than float64, look like "
                + "this.");
    }

    /** Exactly a float32 number, or the decimal of nine digits or fewer that float32 numbers are printed as. */
    private static boolean isFloat32(double number) {
        return (float) number == number
                || new BigDecimal(Double.toString(number)).stripTrailingZeros().precision() <= FLOAT32_DIGITS;
    }

    /** Whether a float32 number is as near to the exact one as float32 numbers are. */
    private static boolean isNearest(double given, double exact) {
        return Math.abs(given - exact) <= Math.max(0x1.1p-24 * Math.abs(exact), Float.MIN_VALUE);
    }

    /** Whether the errors are of the size that rounding the terms of one value's gradient makes, not larger nor smaller. */
    private boolean isRoundingOfUnits(double[] given, double[] exact) {
        double unit = new Factors(task, input == null, sum(exact)).unit(exact);
        double largest = IntStream.range(0, given.length).mapToDouble(i -> Math.abs(given[i] - exact[i])).max()
                .orElse(0);
        return input != null && largest >= 0x1p-56 * unit && largest <= 0x1p-49 * unit;
    }

    private Optional<Finding> moved(double[] given, double[] exact, Shape shape, Tolerance tolerance) {
        return Arrangement.all(shape).filter(arrangement -> {
            double[] arranged = arrangement.of(exact);
            return !Arrays.equals(arranged, exact) && tolerance.accepts(given, arranged);
        }).findFirst().map(arrangement -> new Finding(Verdict.WRONG_PLACE,
                "Its numbers are right but in other places: it is " + arrangement.description() + "."));
    }

    /** The right sizes, but the wrong sign here and there. */
    private static Optional<Finding> someSigns(double[] given, double[] exact, Shape shape, Tolerance tolerance) {
        boolean sizesAgree = tolerance.accepts(DoubleStream.of(given).map(Math::abs).toArray(),
                DoubleStream.of(exact).map(Math::abs).toArray());
        int[] places = tolerance.refused(given, exact);
        return sizesAgree
                ? finding(Verdict.WRONG_SIGN, "Its sizes are right, but the sign is wrong at "
                        + count(places.length, given.length, "place") + "; the first is" + at(shape, places[0]) + ".")
                : Optional.empty();
    }

    private static Finding different(double[] given, double[] exact, Tolerance tolerance) {
        int differing = tolerance.refused(given, exact).length;
        String some = differing < given.length
                ? " The others agree: look at what is special about these."
                : " No multiple, setting or order of the exact numbers was recognised in it.";
        return new Finding(Verdict.DIFFERENT, count(differing, given.length) + " not what it should be." + some);
    }

    private static Optional<Finding> finding(Verdict verdict, String explanation) {
        return Optional.of(new Finding(verdict, explanation));
    }

    private static String count(int some, int all) {
        return all == 1 ? "The number is" : some + " of " + all + " numbers " + (some == 1 ? "is" : "are");
    }

    private static String count(int some, int all, String noun) {
        return some + " " + noun + (some == 1 ? "" : "s") + " of " + all;
    }

    /** Where an element is; nothing in a bare number. */
    private static String at(Shape shape, int position) {
        return shape.rank() == 0 ? " the number itself" : " at " + Arrays.toString(shape.indexOf(position));
    }

    private static double log10(double number) {
        return Elementary.log(number) * 0.4342944819032518;
    }

    /** The exact numbers put in another order. */
    private record Arrangement(String description, int[] source) {

        static Stream<Arrangement> all(Shape shape) {
            int count = shape.elements();
            Stream<Arrangement> alongTheArray = Stream.of(
                    new Arrangement("shifted by one place, to the right",
                            IntStream.range(0, count).map(i -> (i + count - 1) % count).toArray()),
                    new Arrangement("shifted by one place, to the left",
                            IntStream.range(0, count).map(i -> (i + 1) % count).toArray()),
                    new Arrangement("in the reverse order",
                            IntStream.range(0, count).map(i -> count - 1 - i).toArray()));
            return Stream.concat(transposed(shape), alongTheArray);
        }

        /** The last two axes exchanged, and the memory of a column-major matrix read as if it were row-major. */
        private static Stream<Arrangement> transposed(Shape shape) {
            if (shape.rank() < 2) {
                return Stream.of();
            }
            int rows = shape.size(-2);
            int columns = shape.size(-1);
            int size = rows * columns;
            int[] source = IntStream.range(0, shape.elements())
                    .map(i -> i / size * size + i % size % rows * columns + i % size / rows).toArray();
            int[] back = IntStream.range(0, shape.elements())
                    .map(i -> i / size * size + i % size % columns * rows + i % size / columns).toArray();
            String how = rows == columns ? "transposed" : "in column-major order, read as row-major";
            return Stream.of(new Arrangement(how, source), new Arrangement(how, back));
        }

        double[] of(double[] numbers) {
            return IntStream.of(source).mapToDouble(i -> numbers[i]).toArray();
        }
    }
}
