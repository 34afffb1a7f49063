package dev.nabla.kernel;

/**
 * Loads the incubating module {@code jdk.incubator.vector}.
 *
 * <p>With {@code --add-modules} it doubles the startup time: a JVM that starts with an incubating module uses no pre-linked
 * classes of an AOT cache. With {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} it is loaded at run time
 * instead, the way the JVM loads modules for its agents. The compiler then needs {@code -XX:+EnableVectorSupport}.
 */
final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Whether the module is present, after trying to load it. */
    static boolean isPresent() {
        return ModuleLayer.boot().findModule(NAME).isPresent() || isLoaded();
    }

    private static boolean isLoaded() {
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException _) {
            return false;
        }
    }
}
