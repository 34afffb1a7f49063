package dev.nabla.loss.classification;

import dev.nabla.loss.HardRows;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Forecast probabilities beside a class or a distribution. */
final class ForecastRows {

    private ForecastRows() {}

    /** x − t of each class. */
    static BigDecimal[] errors(Sample sample) {
        BigDecimal[] forecast = sample.all("predictions");
        return IntStream.range(0, forecast.length).mapToObj(c -> forecast[c].subtract(target(sample, c)))
                .toArray(BigDecimal[]::new);
    }

    /** The probability of a class, 1 or 0 of a class index. */
    static BigDecimal target(Sample sample, int c) {
        if (!sample.isSingle("targets")) {
            return sample.all("targets")[c];
        }
        return sample.the("targets").intValueExact() == c ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    /** Every hard row with every class, and with every other hard row. */
    static <L extends Loss> Stream<Point<L>> points(L loss) {
        return HardRows.probabilities().flatMap(row -> Stream.concat(
                IntStream.range(0, row.length).mapToObj(y -> new Point<>(loss, row, new double[]{y})),
                HardRows.probabilities().filter(targets -> targets.length == row.length && row.length > 1)
                        .map(targets -> new Point<>(loss, row, targets))));
    }
}
