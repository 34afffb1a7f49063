package dev.nabla.loss.embedding;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The mean negative log-probability of the positives of an anchor under the softmax of its similarities. */
class SoftmaxFormula extends SimilarityFormula {

    private final BigDecimal temperature;
    private final Positives positives;

    /** Which partners of an anchor are positives; {@code anchor} itself may be left out of the softmax altogether. */
    interface Positives {

        int[] of(int anchor, Sample sample);

        default boolean isPartner(int anchor, int partner, Sample sample) {
            return true;
        }
    }

    SoftmaxFormula(double temperature, boolean isNormalized, Positives positives, Direction... directions) {
        super(isNormalized, directions);
        this.temperature = new BigDecimal(temperature);
        this.positives = positives;
    }

    @Override
    BigDecimal factor() {
        return BigDecimal.ONE.divide(temperature, MathContext.DECIMAL128);
    }

    private int[] partners(int anchor, int count, Sample sample) {
        return IntStream.range(0, count).filter(j -> positives.isPartner(anchor, j, sample)).toArray();
    }

    private BigDecimal logit(BigDecimal similarity, Arithmetic math) {
        return math.divide(similarity, temperature);
    }

    private BigDecimal logSumExp(int[] partners, BigDecimal[] similarities, Arithmetic math) {
        return math.logSumExp(Arrays.stream(partners).mapToObj(j -> logit(similarities[j], math))
                .toArray(BigDecimal[]::new));
    }

    @Override
    List<BigDecimal> terms(int anchor, BigDecimal[] similarities, Sample sample, Arithmetic math) {
        int[] positive = positives.of(anchor, sample);
        BigDecimal lse = logSumExp(partners(anchor, similarities.length, sample), similarities, math);
        return Arrays.stream(positive).mapToObj(j -> lse.subtract(logit(similarities[j], math)))
                .map(term -> positive.length == 1 ? term : math.divide(term, BigDecimal.valueOf(positive.length)))
                .toList();
    }

    @Override
    Slopes slopes(int anchor, BigDecimal[] similarities, BigDecimal[] sizes, Sample sample, Arithmetic math) {
        int[] positive = positives.of(anchor, sample);
        BigDecimal[] shares = zeros(similarities.length);
        Arrays.stream(positive)
                .forEach(j -> shares[j] = math.divide(BigDecimal.ONE, BigDecimal.valueOf(positive.length)));
        int[] partners = partners(anchor, similarities.length, sample);
        BigDecimal lse = logSumExp(partners, similarities, math);
        BigDecimal[] probabilities = zeros(similarities.length);
        Arrays.stream(partners)
                .forEach(j -> probabilities[j] = math.exp(logit(similarities[j], math).subtract(lse)));
        return Slopes.ofSoftmax(probabilities, shares, sizes, factor());
    }

    private static BigDecimal[] zeros(int count) {
        BigDecimal[] zeros = new BigDecimal[count];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }
}
