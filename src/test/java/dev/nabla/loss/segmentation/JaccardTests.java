package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JaccardTests extends OverlapLossContract<Jaccard> {

    @Override
    public List<Jaccard> variants() {
        return List.of(new Jaccard(), new Jaccard(0, 0, false, true, null), new Jaccard(0.5, 0.25, true, true, null),
                new Jaccard(1e-5, 1e-5, false, true, Activation.SIGMOID),
                new Jaccard(0, 1e-5, false, false, Activation.SOFTMAX));
    }

    @Override
    Jaccard unsmoothed() {
        return new Jaccard(0, 0, false, true, null);
    }

    @Override
    Jaccard withoutBackground() {
        return new Jaccard(1e-5, 1e-5, false, false, null);
    }

    @Override
    Jaccard of(Activation activation) {
        return new Jaccard(1e-5, 1e-5, false, true, activation);
    }

    @Override
    public OverlapFormula formula(Jaccard loss) {
        return new OverlapFormula(loss) {

            @Override
            BigDecimal numerator(List<Pixel> pixels, Arithmetic math) {
                return sum(pixels, BigDecimal::multiply).add(new BigDecimal(loss.smoothNr()));
            }

            @Override
            BigDecimal denominator(List<Pixel> pixels, Arithmetic math) {
                return sum(pixels, (p, t) -> p.add(t).subtract(p.multiply(t))).add(new BigDecimal(loss.smoothDr()));
            }

            @Override
            BigDecimal numeratorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
                return pixel.t();
            }

            @Override
            BigDecimal denominatorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math) {
                return BigDecimal.ONE.subtract(pixel.t());
            }
        };
    }

    // By hand: intersection 1.5, union 2.5: 1 - 3/5; ∂ = (1.5 (1 - t) - 2.5 t)/2.5².
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(unsmoothed(), Shape.of(1, 1, 3), new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.4);
        assertThat(evaluation.gradient()).containsExactly(-0.4, -0.4, 0.24);
    }
}
