package dev.nabla.service.telemetry;

/** A stage of a request that is being traced. The thread that began it ends it. */
@FunctionalInterface
public interface Stage extends AutoCloseable {

    /** A stage that nobody traces. */
    Stage UNTRACED = () -> {};

    @Override
    void close();
}
