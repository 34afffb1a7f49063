package dev.nabla.loss.ranking;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** −Σ w log softmax(x), given the weights: positive terms, whose gradients p (Σ w) and w cancel. */
interface SoftmaxFormula extends ListFormula {

    BigDecimal[] weights(BigDecimal[] relevance, Arithmetic math);

    @Override
    default List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math) {
        BigDecimal[] weights = weights(relevance, math);
        BigDecimal[] surprises = math.surprises(scores);
        return IntStream.range(0, scores.length).mapToObj(i -> weights[i].multiply(surprises[i])).toList();
    }

    @Override
    default BigDecimal coefficient(Sample sample) {
        return Arrays.stream(weights(ListFormula.relevance(sample), new Arithmetic(20)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
