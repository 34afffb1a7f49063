package dev.nabla;

/** The threads on which virtual threads run, by default as many as cores. */
final class Carriers {

    private static final String COUNT = "jdk.virtualThreadScheduler.parallelism";

    private Carriers() {}

    /**
     * Ensures that there are two, before the first virtual thread starts, unless somebody has said how many there are to be. The
     * poller of connections wakes an idle carrier for each request, which preempts it if there is one core: two switches of threads a
     * request, a third of the core. Two carriers let requests gather.
     */
    static void ensureTwo() {
        if (Runtime.getRuntime().availableProcessors() == 1 && System.getProperty(COUNT) == null) {
            System.setProperty(COUNT, "2");
        }
    }
}
