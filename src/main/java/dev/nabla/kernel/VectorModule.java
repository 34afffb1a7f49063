package dev.nabla.kernel;

/**
 * The module of vector instructions, which is incubating and comes only if asked for.
 *
 * <p>Asked for by {@code --add-modules} it doubles the time to start: a virtual machine that begins with an incubating
 * module takes no class of an AOT cache ready linked. So where {@code --add-exports
 * java.base/jdk.internal.module=ALL-UNNAMED} lets it, it is brought later, by the way on which the machine brings the
 * modules of its agents; the compiler then has to be told of it by {@code -XX:+EnableVectorSupport}.
 */
final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Whether the module is there, if need be after bringing it. */
    static boolean isPresent() {
        return ModuleLayer.boot().findModule(NAME).isPresent() || isBrought();
    }

    private static boolean isBrought() {
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException _) {
            return false;
        }
    }
}
