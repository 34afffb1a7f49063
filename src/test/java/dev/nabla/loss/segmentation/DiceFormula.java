package dev.nabla.loss.segmentation;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;

/** 1 − (2I + s_n)/(P + T + s_d), or the same with squares below. */
class DiceFormula extends OverlapFormula {

    private final OverlapLoss loss;
    private final boolean isSquared;

    DiceFormula(OverlapLoss loss, boolean isSquared) {
        super(loss);
        this.loss = loss;
        this.isSquared = isSquared;
    }

    @Override
    BigDecimal numerator(List<Pixel> pixels, Arithmetic math) {
        return BigDecimal.TWO.multiply(sum(pixels, BigDecimal::multiply)).add(new BigDecimal(loss.smoothNr()));
    }

    @Override
    BigDecimal denominator(List<Pixel> pixels, Arithmetic math) {
        BinaryOperator<BigDecimal> term = isSquared
                ? (p, t) -> p.pow(2).add(t.pow(2))
                : BigDecimal::add;
        return sum(pixels, term).add(new BigDecimal(loss.smoothDr()));
    }

    @Override
    BigDecimal numeratorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
        return BigDecimal.TWO.multiply(pixel.t());
    }

    @Override
    BigDecimal denominatorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
        return isSquared ? BigDecimal.TWO.multiply(pixel.p()) : BigDecimal.ONE;
    }
}
