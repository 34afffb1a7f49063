package dev.nabla.loss.segmentation;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;

/** 1 − (I + s_n)/(I + α Σ p(1 − t) + β Σ (1 − p)t + s_d). */
class TverskyFormula extends OverlapFormula {

    private final OverlapLoss loss;
    private final BigDecimal alpha;
    private final BigDecimal beta;

    TverskyFormula(OverlapLoss loss, double alpha, double beta) {
        super(loss);
        this.loss = loss;
        this.alpha = new BigDecimal(alpha);
        this.beta = new BigDecimal(beta);
    }

    @Override
    BigDecimal numerator(List<Pixel> pixels, Arithmetic math) {
        return sum(pixels, BigDecimal::multiply).add(new BigDecimal(loss.smoothNr()));
    }

    @Override
    BigDecimal denominator(List<Pixel> pixels, Arithmetic math) {
        return sum(pixels, (p, t) -> p.multiply(t).add(alpha.multiply(p).multiply(BigDecimal.ONE.subtract(t)))
                .add(beta.multiply(BigDecimal.ONE.subtract(p)).multiply(t)))
                .add(new BigDecimal(loss.smoothDr()));
    }

    @Override
    BigDecimal numeratorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
        return pixel.t();
    }

    @Override
    BigDecimal denominatorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
        return pixel.t().add(alpha.multiply(BigDecimal.ONE.subtract(pixel.t())))
                .subtract(beta.multiply(pixel.t()));
    }
}
