package dev.nabla.loss.classification;

import dev.nabla.loss.HardRows;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A loss of the probability that the softmax gives to one class. */
interface TargetClassFormula extends Formula {

    /** The terms of the loss, given −log p of the target. */
    List<BigDecimal> terms(BigDecimal surprisal, Sample sample, Arithmetic math);

    /** The sizes of the terms of K and M, the derivatives of the loss to log p: see {@link TargetClass}. */
    BigDecimal[] slopeSizes(BigDecimal p, Sample sample, Arithmetic math);

    @Override
    default List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return terms(math.surprises(sample.all("predictions"))[target(sample)], sample, math);
    }

    static int target(Sample sample) {
        return sample.the("targets").intValueExact();
    }

    /** Where the curvature changes its sign it is the difference of K p(1 − p) and M (p − [c = y])². */
    @Override
    default BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
        if (order == 1) {
            return BigDecimal.ZERO;
        }
        BigDecimal[] surprises = math.surprises(sample.all("predictions"));
        BigDecimal[] sizes = slopeSizes(math.exp(surprises[target(sample)].negate()), sample, math);
        BigDecimal p = math.exp(surprises[place.index()].negate());
        BigDecimal rest = BigDecimal.ONE.subtract(p);
        BigDecimal toward = place.index() == target(sample) ? rest : p;
        return p.multiply(rest).multiply(sizes[0]).add(toward.pow(2).multiply(sizes[1]));
    }

    @Override
    default boolean isIgnored(Sample sample) {
        return target(sample) == -100;
    }

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        return BigDecimal.ONE;
    }

    /** Logits and a class. */
    static double[][] draw(RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(4)}};
    }

    /** Every class of every hard row. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        return HardRows.logits().flatMap(
                row -> IntStream.range(0, row.length).mapToObj(y -> new Point<>(loss, row, new double[]{y})));
    }
}
