package dev.nabla.loss.ranking;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The sum or mean of a loss over the pairs of items of a list, each of which is a term: their gradients cancel. */
record PairFormula(PairReduction reduction, PairLoss loss) implements ListFormula {

    /** The loss of a pair of items. */
    @FunctionalInterface
    interface PairLoss {

        BigDecimal of(BigDecimal[] scores, int higher, int lower, Arithmetic math);
    }

    /** Visits the pairs of a list. */
    @FunctionalInterface
    interface Pair {

        void visit(int higher, int lower);
    }

    @Override
    public List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math) {
        List<BigDecimal> terms = new ArrayList<>();
        forEach(relevance, (i, j) -> terms.add(loss.of(scores, i, j, math)));
        BigDecimal share = share(terms.size(), math);
        return terms.stream().map(share::multiply).toList();
    }

    /** What the loss of one of so many pairs is multiplied by. */
    BigDecimal share(int pairs, Arithmetic math) {
        return reduction == PairReduction.SUM || pairs == 0
                ? BigDecimal.ONE
                : math.divide(BigDecimal.ONE, BigDecimal.valueOf(pairs));
    }

    static void forEach(BigDecimal[] relevance, Pair pair) {
        for (int i = 0; i < relevance.length; i++) {
            for (int j = 0; j < relevance.length; j++) {
                if (relevance[i].compareTo(relevance[j]) > 0) {
                    pair.visit(i, j);
                }
            }
        }
    }
}
