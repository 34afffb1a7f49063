package dev.nabla.loss.embedding;

import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.stream.IntStream;

/** The other items with the label of an anchor, which is no partner of its own. */
final class LabelPositives implements SoftmaxFormula.Positives {

    @Override
    public int[] of(int anchor, Sample sample) {
        return positives(anchor, sample);
    }

    static int[] positives(int anchor, Sample sample) {
        BigDecimal[] labels = sample.all("targets");
        return IntStream.range(0, labels.length)
                .filter(j -> j != anchor && labels[j].compareTo(labels[anchor]) == 0).toArray();
    }

    static int[] negatives(int anchor, Sample sample) {
        BigDecimal[] labels = sample.all("targets");
        return IntStream.range(0, labels.length).filter(j -> labels[j].compareTo(labels[anchor]) != 0).toArray();
    }

    @Override
    public boolean isPartner(int anchor, int partner, Sample sample) {
        return partner != anchor;
    }
}
