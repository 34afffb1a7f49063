package dev.nabla.loss.classification;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A loss of the margin {@code z = t·x}, where a target of 0 is -1.
 *
 * @param value the loss of a margin
 * @param joints the margins where two pieces of it meet
 */
record MarginFormula(Value value, Joint... joints) implements Formula {

    /** A function of the margin. */
    interface Value {
        BigDecimal at(BigDecimal margin, Arithmetic math);
    }

    /** The derivatives with respect to the margin that the reference states where two pieces meet. */
    record Joint(double margin, double slope, double curvature) {}

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return List.of(value.at(sign(sample).multiply(sample.the("predictions")), math));
    }

    private static BigDecimal sign(Sample sample) {
        return sample.the("targets").signum() > 0 ? BigDecimal.ONE : BigDecimal.ONE.negate();
    }

    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        BigDecimal sign = sign(sample);
        BigDecimal margin = sign.multiply(sample.the("predictions"));
        for (Joint joint : joints) {
            if (margin.compareTo(new BigDecimal(joint.margin)) == 0) {
                return Optional.of(order == 1
                        ? sign.multiply(new BigDecimal(joint.slope))
                        : new BigDecimal(joint.curvature));
            }
        }
        return Optional.empty();
    }

    /** A loss without joints is as smooth as an exponential. */
    @Override
    public BigDecimal scale(Sample sample, Place place) {
        return joints.length == 0 ? BigDecimal.ONE : Formula.super.scale(sample, place);
    }
}
