package dev.nabla.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loss value and its derivatives by central differences, with more and more digits until two answers agree.
 *
 * <p>With D digits the step is 10^(−D/3) of the formula's scale, which leaves D/3 digits to a second difference. Points
 * from which every step reaches another piece of the formula have no derivative.
 */
final class Differences {

    private static final int[] DIGITS = {90, 150, 250, 400, 650, 1100, 1800};
    /** More than the errors of some roundings, which may add up elsewhere, than those that were tried. */
    private static final BigDecimal SAFETY = new BigDecimal(1000);

    /** A derivative below this size may be 0: no more digits are tried to find it. */
    private static final BigDecimal VANISHING = BigDecimal.ONE.movePointLeft(25);

    private final Formula formula;
    private final Sample sample;
    private final WorkBudget work;
    private final List<Precision> precisions = new ArrayList<>();
    private final Map<Integer, Map<Place, Exact>> known = new HashMap<>();
    private @Nullable Exact value;

    Differences(Formula formula, Sample sample, WorkBudget work) {
        this.formula = formula;
        this.sample = sample;
        this.work = work;
    }

    Exact value() {
        Exact exact = value == null ? computeValue() : value;
        value = exact;
        return exact;
    }

    private Exact computeValue() {
        return agreed(precision -> Optional.of(precision.value()))
                .map(exact -> exact.ofSize(formula.size(sample, precision(0).math)))
                .orElseThrow(() -> new NoExactAnswerException("the formula's value does not settle with more digits"));
    }

    /** The derivative of an order, 1 or 2, with respect to a number; the convention where one is stated. */
    Exact derivative(Place place, int order) {
        return known.computeIfAbsent(order, _ -> new HashMap<>()).computeIfAbsent(place, at -> compute(at, order));
    }

    private Exact compute(Place place, int order) {
        Optional<BigDecimal> convention = formula.convention(sample, place, order, precision(0).math);
        return convention.map(stated -> Exact.sum(List.of(stated), formula.coefficient(sample))
                .ofSize(formula.conventionSize(sample, place, order, precision(0).math)))
                .or(() -> agreed(precision -> precision.derivative(place, order))
                        .map(exact -> exact.ofSize(formula.derivativeSize(sample, place, order, precision(0).math))))
                .orElseThrow(() -> new NoExactAnswerException(
                        "the formula has no derivative of order " + order + " with respect to " + place
                                + ": at a kink or jump, state the derivative in Formula.convention"));
    }

    private Optional<Exact> agreed(Function<Precision, Optional<Estimate>> answer) {
        Optional<Estimate> before = Optional.empty();
        for (int i = 0; i < DIGITS.length; i++) {
            Optional<Estimate> now = attempt(answer, precision(i));
            if (now.isPresent() && before.isPresent() && now.get().confirms(before.get())) {
                return Optional.of(now.get().exact);
            }
            before = now;
        }
        return Optional.empty();
    }

    /** Empty where so few digits are too few for a logarithm, root or quotient. */
    private static Optional<Estimate> attempt(Function<Precision, Optional<Estimate>> answer, Precision precision) {
        try {
            return answer.apply(precision);
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    private Precision precision(int index) {
        if (index == precisions.size()) {
            precisions.add(new Precision(DIGITS[index]));
        }
        return precisions.get(index);
    }

    /** A number and how much of it may be rounding: a difference that is lost in it looks like 0 at any precision. */
    private record Estimate(Exact exact, BigDecimal rounding) {

        boolean confirms(Estimate before) {
            return exact.isNegligible(rounding) && exact.agreesWith(before.exact);
        }
    }

    /**
     * What the formula answers at a point.
     *
     * @param values its terms
     * @param disturbed the same in disturbed arithmetic
     * @param branches which piece of the formula that is, and in disturbed arithmetic
     */
    private record Terms(List<BigDecimal> values, List<BigDecimal> disturbed, List<List<Integer>> branches) {

        boolean isOnPieceOf(Terms other) {
            return branches.equals(other.branches);
        }

        Terms map(UnaryOperator<BigDecimal> scaled) {
            return new Terms(values.stream().map(scaled).toList(), disturbed.stream().map(scaled).toList(), branches);
        }

        Terms minus(Terms other) {
            return new Terms(differences(values, other.values), differences(disturbed, other.disturbed), branches);
        }

        private static List<BigDecimal> differences(List<BigDecimal> a, List<BigDecimal> b) {
            return IntStream.range(0, a.size()).mapToObj(i -> a.get(i).subtract(b.get(i))).toList();
        }

        boolean areZero() {
            return Stream.concat(values.stream(), disturbed.stream()).allMatch(number -> number.signum() == 0);
        }

        /** How far rounding may have moved them; where it leads to another piece of the formula, their sum. */
        BigDecimal rounding() {
            boolean isSamePiece = branches.getFirst().equals(branches.getLast());
            BigDecimal moved = isSamePiece
                    ? sum(differences(values, disturbed).stream().map(BigDecimal::abs))
                    : sum(values.stream()).subtract(sum(disturbed.stream())).abs();
            return moved.multiply(SAFETY);
        }

        private static BigDecimal sum(Stream<BigDecimal> numbers) {
            return numbers.reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** What the formula answers at a point and a step away on either side, all on one piece of it. */
    private record Neighbours(Terms before, Terms center, Terms after, int exponent) {

        /** The difference quotient. */
        Terms quotient(int order) {
            Terms difference = order == 1
                    ? after.minus(before).map(number -> number.divide(BigDecimal.TWO))
                    : after.minus(center).minus(center.minus(before));
            return difference.map(number -> number.scaleByPowerOfTen(-order * exponent));
        }
    }

    private final class Precision {

        private final int digits;
        private final Arithmetic math;
        private final Arithmetic disturbed;
        private final Map<Place, Optional<Neighbours>> neighbours = new HashMap<>();
        private @Nullable Terms center;

        Precision(int digits) {
            this.digits = digits;
            this.math = new Arithmetic(digits, work);
            this.disturbed = math.disturbed();
        }

        private Terms center() {
            if (center == null) {
                center = terms(sample);
            }
            return center;
        }

        private Terms terms(Sample at) {
            Stream.of(math, disturbed).forEach(Arithmetic::takeBranches); // of an attempt that failed
            return new Terms(formula.terms(at, math), formula.terms(at, disturbed),
                    List.of(math.takeBranches(), disturbed.takeBranches()));
        }

        Estimate value() {
            return estimate(center());
        }

        private Estimate estimate(Terms terms) {
            return new Estimate(Exact.sum(terms.values, formula.coefficient(sample)), terms.rounding());
        }

        /** The difference quotient; empty if a step reaches another piece of the formula. */
        Optional<Estimate> derivative(Place place, int order) {
            return neighbours.computeIfAbsent(place, this::neighbours).map(around -> quotient(around, order));
        }

        private Estimate quotient(Neighbours around, int order) {
            Terms quotient = around.quotient(order);
            return order == 1 && quotient.areZero() ? vanished(around) : estimate(quotient);
        }

        /** A first derivative of 0, or one that is lost among the digits of the terms. */
        private Estimate vanished(Neighbours around) {
            BigDecimal resolution = Terms.sum(around.center.values.stream().map(BigDecimal::abs))
                    .scaleByPowerOfTen(-digits - around.exponent);
            boolean isSmall = resolution.compareTo(VANISHING) <= 0;
            return new Estimate(Exact.sum(List.of(), formula.coefficient(sample)).ofSize(resolution),
                    isSmall ? BigDecimal.ZERO : resolution);
        }

        private Optional<Neighbours> neighbours(Place place) {
            BigDecimal scale = formula.scale(sample, place);
            int exponent = scale.precision() - scale.scale() - digits / 3;
            BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(exponent);
            Terms before = terms(sample.moved(place, step.negate()));
            Terms after = terms(sample.moved(place, step));
            boolean isOnePiece = before.isOnPieceOf(center()) && after.isOnPieceOf(center());
            return isOnePiece ? Optional.of(new Neighbours(before, center(), after, exponent)) : Optional.empty();
        }
    }
}
