package dev.nabla.service.optimizer;

import dev.nabla.network.GradientClipping;
import java.util.Collection;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How gradients are clipped before a step.
 *
 * @param clipValue the maximum magnitude of a gradient element, if clipped by value
 * @param maxNorm the maximum norm of all gradients, if clipped by norm
 */
public record Clipping(OptionalDouble clipValue, OptionalDouble maxNorm) {

    /** Clips gradients in place, and returns their norm before; {@code null} if they are not clipped by norm. */
    public @Nullable Double clip(Collection<double[]> gradients) {
        clipValue.ifPresent(limit -> GradientClipping.byValue(gradients, limit));
        return maxNorm.isPresent() ? GradientClipping.byNorm(gradients, maxNorm.getAsDouble()) : null;
    }

    /** Whether gradients may be changed. */
    public boolean isOn() {
        return clipValue.isPresent() || maxNorm.isPresent();
    }
}
