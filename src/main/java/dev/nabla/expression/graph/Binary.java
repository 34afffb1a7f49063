package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** A function of two numbers. */
public interface Binary extends Elementwise {

    double value(double a, double b);

    ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b);

    @Override
    default int arity() {
        return 2;
    }

    @Override
    default void evaluate(double[][] operands, int count, double[] result) {
        Loops.of(this).run(this, operands[0], operands[1], count, result);
    }

    @Override
    default ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        return extended(operands.get(0), operands.get(1));
    }
}
