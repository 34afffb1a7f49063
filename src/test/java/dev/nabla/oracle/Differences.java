package dev.nabla.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A loss value and its derivatives by central differences, with more and more digits until two answers agree.
 *
 * <p>With D digits the step is 10^(−D/3) of the formula's scale, which leaves D/3 digits to a second difference. Points
 * from which every step reaches another piece of the formula have no derivative.
 */
final class Differences {

    private static final int[] DIGITS = {90, 150, 250, 400, 650, 1100, 1800};

    private final Formula formula;
    private final Sample sample;
    private final List<Precision> precisions = new ArrayList<>();

    Differences(Formula formula, Sample sample) {
        this.formula = formula;
        this.sample = sample;
    }

    Exact value() {
        return agreed(precision -> Optional.of(precision.value()))
                .orElseThrow(() -> new IllegalStateException("digits do not settle"));
    }

    /** The derivative of an order, 1 or 2, with respect to a number; the convention where one is stated. */
    Exact derivative(Place place, int order) {
        Optional<BigDecimal> convention = formula.convention(sample, place, order, precision(0).math);
        return convention.map(stated -> Exact.sum(List.of(stated), formula.coefficient(sample)))
                .or(() -> agreed(precision -> precision.derivative(place, order))
                        .map(exact -> exact.ofSize(formula.derivativeSize(sample, place, order, precision(0).math))))
                .orElseThrow(() -> new IllegalStateException(
                        "no derivative of order " + order + ", and no convention, at " + place));
    }

    private Optional<Exact> agreed(Function<Precision, Optional<Estimate>> answer) {
        Optional<Estimate> before = Optional.empty();
        for (int i = 0; i < DIGITS.length; i++) {
            Optional<Estimate> now = answer.apply(precision(i));
            if (now.isPresent() && before.isPresent() && now.get().confirms(before.get())) {
                return Optional.of(now.get().exact);
            }
            before = now;
        }
        return Optional.empty();
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

    /** What the formula answers at a point. */
    private record Terms(List<BigDecimal> values, List<Integer> branches, BigDecimal largestRounded) {}

    private final class Precision {

        private final int digits;
        private final Arithmetic math;
        private final Terms center;

        Precision(int digits) {
            this.digits = digits;
            this.math = new Arithmetic(digits);
            this.center = terms(sample);
        }

        private Terms terms(Sample at) {
            List<BigDecimal> values = formula.terms(at, math);
            BigDecimal rounded = math.takeLargestRounded();
            return new Terms(values, math.takeBranches(), values.isEmpty() ? BigDecimal.ZERO : rounded);
        }

        Estimate value() {
            return estimate(center.values, center.largestRounded.scaleByPowerOfTen(-digits));
        }

        private Estimate estimate(List<BigDecimal> terms, BigDecimal rounding) {
            return new Estimate(Exact.sum(terms, formula.coefficient(sample)), rounding);
        }

        /** The difference quotient; empty if a step reaches another piece of the formula. */
        Optional<Estimate> derivative(Place place, int order) {
            BigDecimal scale = formula.scale(sample, place);
            int exponent = scale.precision() - scale.scale() - digits / 3;
            BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(exponent);
            Terms before = terms(sample.moved(place, step.negate()));
            Terms after = terms(sample.moved(place, step));
            if (!before.branches.equals(center.branches) || !after.branches.equals(center.branches)) {
                return Optional.empty();
            }
            List<BigDecimal> slopes = IntStream.range(0, center.values.size())
                    .mapToObj(i -> difference(before.values.get(i), center.values.get(i), after.values.get(i), order)
                            .scaleByPowerOfTen(-order * exponent))
                    .toList();
            BigDecimal rounded = before.largestRounded.max(center.largestRounded).max(after.largestRounded);
            return Optional.of(estimate(slopes, rounded.scaleByPowerOfTen(-digits - order * exponent)));
        }

        private static BigDecimal difference(BigDecimal before, BigDecimal center, BigDecimal after, int order) {
            return order == 1
                    ? after.subtract(before).divide(BigDecimal.TWO)
                    : after.subtract(center).subtract(center.subtract(before));
        }
    }
}
