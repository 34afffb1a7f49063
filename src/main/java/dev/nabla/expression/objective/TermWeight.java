package dev.nabla.expression.objective;

import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/** How the loss of a term enters the objective. */
public sealed interface TermWeight {

    /** A factor: the term adds {@code value·l}. */
    record Factor(double value) implements TermWeight {

        /** What a term without a weight has. */
        public static final Factor ONE = new Factor(1);
    }

    /** A log-variance s that the request holds as a number: the term adds {@code e^−s·l + s}. */
    record LogVariance(double value) implements TermWeight {}

    /** A log-variance s that is an input of the objective: the term adds {@code e^−s·l + s}, also to the gradient of s. */
    record SharedLogVariance(String input) implements TermWeight {}

    /** Whether the weight is a log-variance. */
    default boolean isLearnt() {
        return !(this instanceof Factor);
    }

    /** What the loss is multiplied by. */
    default ScaledDoubleDouble factor(Map<String, Tensor> inputs) {
        return this instanceof Factor(double value) ? ScaledDoubleDouble.of(value) : precision(offset(inputs));
    }

    /** What is added to the product: the log-variance, or 0. */
    default double offset(Map<String, Tensor> inputs) {
        return switch (this) {
            case Factor _ -> 0;
            case LogVariance(double value) -> value;
            case SharedLogVariance(String input) -> Objects.requireNonNull(inputs.get(input)).get(0);
        };
    }

    private static ScaledDoubleDouble precision(double logVariance) {
        return Double.isFinite(logVariance)
                ? Extended.preciseExp(-logVariance)
                : ScaledDoubleDouble.of(Elementary.exp(-logVariance));
    }
}
