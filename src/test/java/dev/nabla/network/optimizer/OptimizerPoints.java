package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.Slot;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Exact;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.WorstSearch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What the test of an optimizer supplies to compare its steps with exact ones. */
interface OptimizerPoints<O extends Record & Optimizer> extends WorstSearch.Points<OptimizerPoint<O>> {

    int DIGITS = 150;

    /** How far from the exact answer a number may be, in ulps times its condition number. */
    double BUDGET = 2;

    /** Where squares, bias corrections and quotients leave the range of float64. */
    List<Double> EXTREMES = List.of(0.0, 1.0, -3.5, 1e160, -1e-160, 1e-320, 1.5e308, -1e20);

    /** The optimizer with several options, the defaults first. */
    List<O> variants();

    /** The terms of which the parameter and each slot are the sum after the step, as the reference states them. */
    Map<String, List<BigDecimal>> formula(O optimizer, ExactStep step, Arithmetic math);

    /** The worst points found for this optimizer. */
    default Stream<OptimizerPoint<O>> worstPoints() {
        return Stream.empty();
    }

    @Override
    default List<OptimizerPoint<O>> hardPoints() {
        List<OptimizerPoint<O>> points = new ArrayList<>(worstPoints().toList());
        for (O optimizer : variants()) {
            for (double gradient : EXTREMES) {
                OptimizerPoint<O> first = OptimizerPoint.first(optimizer, 1, gradient);
                points.add(first);
                points.add(OptimizerPoint.first(optimizer, gradient, 0.25));
                EXTREMES.forEach(next -> points.add(first.then(next)));
            }
        }
        return points;
    }

    @Override
    default OptimizerPoint<O> draw(RandomGenerator random) {
        O optimizer = variants().get(random.nextInt(variants().size()));
        OptimizerPoint<O> point = OptimizerPoint.first(optimizer, random.nextDouble(-2, 2), random.nextDouble(-2, 2));
        int steps = random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            point = point.then(random.nextDouble(-2, 2));
        }
        return point;
    }

    @Override
    default OptimizerPoint<O> changed(OptimizerPoint<O> point, RandomGenerator random) {
        List<Slot> kept = point.optimizer().slots().stream().filter(slot -> point.state().containsKey(slot.name()))
                .toList();
        int k = random.nextInt(2 + kept.size());
        if (k >= 2) {
            Slot slot = kept.get(k - 2);
            double before = Objects.requireNonNull(point.state().get(slot.name()));
            double value = slot.equals(Slot.STEP)
                    ? Math.rint(Math.abs(before * random.nextDouble(3) + random.nextInt(2)))
                    : WorstSearch.changed(before, random);
            return slot.domain().contains(value) ? point.with(slot.name(), value) : point;
        }
        return new OptimizerPoint<>(point.optimizer(),
                k == 0 ? WorstSearch.changed(point.parameter(), random) : point.parameter(),
                k == 1 ? WorstSearch.changed(point.gradient(), random) : point.gradient(), point.state());
    }

    @Override
    default List<Deviation> deviations(OptimizerPoint<O> point) {
        Map<String, List<BigDecimal>> exact = exact(point);
        List<Deviation> deviations = new ArrayList<>();
        point.step().forEach((name, actual) -> {
            List<BigDecimal> terms = exact.get(name);
            if (terms == null) {
                throw new AssertionError("the formula does not state " + name);
            }
            deviations.add(new Deviation(name.equals("parameter") ? name : "state", 0, actual,
                    Exact.sum(terms, BigDecimal.ZERO)));
        });
        return deviations;
    }

    private Map<String, List<BigDecimal>> exact(OptimizerPoint<O> point) {
        boolean isFinite = Double.isFinite(point.parameter())
                && point.state().values().stream().allMatch(Double::isFinite);
        if (!isFinite) {
            throw new NoExactAnswerException("a number has overflowed");
        }
        Map<String, BigDecimal> state = new LinkedHashMap<>();
        point.state().forEach((name, value) -> state.put(name, new BigDecimal(value)));
        ExactStep step = new ExactStep(new BigDecimal(point.parameter()), new BigDecimal(point.gradient()), state);
        try {
            return formula(point.optimizer(), step, new Arithmetic(DIGITS));
        } catch (ArithmeticException e) {
            throw new NoExactAnswerException("divided by zero: " + e.getMessage());
        }
    }
}
