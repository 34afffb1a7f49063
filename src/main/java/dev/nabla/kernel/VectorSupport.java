package dev.nabla.kernel;

import org.jspecify.annotations.Nullable;

/** Chooses between scalar and vector implementations. */
public final class VectorSupport {

    private VectorSupport() {}

    static ArrayKernel choose() {
        String reason = reasonAgainst();
        return reason == null ? new VectorKernel() : new ScalarKernel(reason);
    }

    static ElementaryKernel chooseElementary() {
        return reasonAgainst() == null ? new VectorElementary() : new ScalarElementary();
    }

    static ProductTile chooseProductTile() {
        return reasonAgainst() == null ? new VectorProductTile() : new ScalarProductTile();
    }

    static PositiveSums choosePositiveSums() {
        return reasonAgainst() == null ? new VectorPositiveSums() : new ScalarPositiveSums();
    }

    private static @Nullable String reasonAgainst() {
        if (Boolean.getBoolean("nabla.kernel.scalar")) {
            return "nabla.kernel.scalar is set";
        }
        return VectorModule.isPresent() ? null : "Java was started without --add-modules jdk.incubator.vector";
    }

    /** Which implementation is in use, and why. */
    public static String description() {
        return ArrayKernel.BEST.description();
    }
}
