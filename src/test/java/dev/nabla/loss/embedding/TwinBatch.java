package dev.nabla.loss.embedding;

import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One of two embeddings of a batch: its numbers less the mean of their column, times the number of items, which are exact. */
record TwinBatch(BigDecimal[] numbers, int count) {

    static final int FEATURES = SimilarityFormula.FEATURES;

    /** Batches of an ordinary size and others, and two equal ones. */
    static Stream<double[][]> hard() {
        double[] spread = {3, -2, 0, -5, 4, 1, 0.5, 6, -3, 7, 7, 8};
        double[] large = {1e200, 1, 1e-200, -1e200, 2, 3e-200, 1e199, -1, 1e-201, 0, 0, 0};
        return Stream.concat(VectorBatches.pairs(true),
                Stream.of(new double[][]{spread, spread}, new double[][]{spread, large}));
    }

    static TwinBatch of(Sample sample, String input) {
        BigDecimal[] all = sample.all(input);
        int count = all.length / FEATURES;
        BigDecimal[] sums = IntStream.range(0, FEATURES).mapToObj(column -> IntStream.range(0, count)
                .mapToObj(row -> all[row * FEATURES + column]).reduce(BigDecimal.ZERO, BigDecimal::add))
                .toArray(BigDecimal[]::new);
        return new TwinBatch(IntStream.range(0, all.length)
                .mapToObj(k -> all[k].multiply(BigDecimal.valueOf(count)).subtract(sums[k % FEATURES]))
                .toArray(BigDecimal[]::new), count);
    }

    /** The input of a place and the other one. */
    static Map.Entry<TwinBatch, TwinBatch> ownAndOther(Sample sample, Place place) {
        TwinBatch first = of(sample, "input1");
        TwinBatch second = of(sample, "input2");
        return place.input().equals("input1") ? Map.entry(first, second) : Map.entry(second, first);
    }

    BigDecimal items() {
        return BigDecimal.valueOf(count);
    }

    BigDecimal at(int row, int column) {
        return numbers[row * FEATURES + column];
    }

    /** The sum of products of two columns. */
    BigDecimal product(TwinBatch other, int i, int j) {
        return IntStream.range(0, count).mapToObj(row -> at(row, i).multiply(other.at(row, j)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The sum of their sizes. */
    BigDecimal productSize(TwinBatch other, int i, int j) {
        return IntStream.range(0, count).mapToObj(row -> at(row, i).multiply(other.at(row, j)).abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
