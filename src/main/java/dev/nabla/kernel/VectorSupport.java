package dev.nabla.kernel;

/** Finds out whether vector instructions can be used. */
public final class VectorSupport {

    private VectorSupport() {}

    static ArrayKernel choose() {
        if (Boolean.getBoolean("nabla.kernel.scalar")) {
            return new ScalarKernel("nabla.kernel.scalar is set");
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new ScalarKernel("Java was started without --add-modules jdk.incubator.vector");
        }
        return new VectorKernel();
    }

    /** Whether they are, and why not. */
    public static String description() {
        return ArrayKernel.BEST.description();
    }
}
