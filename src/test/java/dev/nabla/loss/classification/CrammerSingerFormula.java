package dev.nabla.loss.classification;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** max_j (x_j + margin·[j≠y]) − x_y; where several attain the maximum, the first that is not y counts. */
record CrammerSingerFormula(BigDecimal margin) implements Formula {

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        BigDecimal[] entries = entries(sample);
        BigDecimal largest = largest(entries);
        for (BigDecimal entry : entries) {
            math.compare(entry, largest);
        }
        return List.of(largest.subtract(entries[target(sample)]));
    }

    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        BigDecimal[] entries = entries(sample);
        int target = target(sample);
        int[] best = IntStream.range(0, entries.length)
                .filter(c -> entries[c].compareTo(largest(entries)) == 0).toArray();
        if (best.length == 1) {
            return Optional.empty();
        }
        int rival = best[0] == target ? best[1] : best[0];
        int slope = order == 2 ? 0 : (place.index() == rival ? 1 : 0) - (place.index() == target ? 1 : 0);
        return Optional.of(BigDecimal.valueOf(slope));
    }

    /** x_j + margin·[j≠y]. */
    private BigDecimal[] entries(Sample sample) {
        BigDecimal[] entries = sample.all("predictions").clone();
        for (int c = 0; c < entries.length; c++) {
            entries[c] = c == target(sample) ? entries[c] : entries[c].add(margin);
        }
        return entries;
    }

    private static BigDecimal largest(BigDecimal... entries) {
        return Stream.of(entries).max(BigDecimal::compareTo).orElseThrow();
    }

    private static int target(Sample sample) {
        return sample.the("targets").intValueExact();
    }
}
