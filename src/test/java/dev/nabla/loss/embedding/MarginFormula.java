package dev.nabla.loss.embedding;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cross-entropy of scaled cosines, that of the target class lowered. */
interface MarginFormula extends Formula {

    BigDecimal scale();

    BigDecimal lowered(BigDecimal cosine, Arithmetic math);

    static int target(Sample sample) {
        return sample.the("targets").intValueExact();
    }

    @Override
    default List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return List.of(surprises(sample, math)[target(sample)]);
    }

    /** The negative logarithms of the softmax. */
    default BigDecimal[] surprises(Sample sample, Arithmetic math) {
        BigDecimal[] cosines = sample.all("predictions").clone();
        cosines[target(sample)] = lowered(cosines[target(sample)], math);
        return math.surprises(Arrays.stream(cosines).map(scale()::multiply).toArray(BigDecimal[]::new));
    }

    @Override
    default BigDecimal coefficient(Sample sample) {
        return scale().pow(2);
    }

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        BigDecimal toEnd = BigDecimal.ONE.subtract(sample.at(place).abs());
        return toEnd.signum() > 0 ? toEnd : BigDecimal.ONE;
    }

    /** Cosines and a class. */
    static double[][] draw(RandomGenerator random) {
        return new double[][]{random.doubles(4, -1, 1).toArray(), {random.nextInt(4)}};
    }

    /** Every class of rows with cosines next to each other and to the ends. */
    static Stream<double[][]> hardRows() {
        return Stream.of(new double[]{0, 0, 0}, new double[]{1, -1, 0.5}, new double[]{0.3},
                new double[]{1e-300, 0, -1e-300}, new double[]{Math.nextDown(1.0), 1e-9, Math.nextUp(-1.0)},
                new double[]{0.999999999, 0.999999998, -0.999999999}, new double[]{0.35, Math.nextUp(0.35), 0.7},
                new double[]{-0.87, -0.88, -0.877582561890372})
                .flatMap(row -> IntStream.range(0, row.length).mapToObj(y -> new double[][]{row, {y}}));
    }
}
