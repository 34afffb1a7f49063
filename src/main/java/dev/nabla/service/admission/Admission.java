package dev.nabla.service.admission;

import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Storage;

/**
 * Admits documents: whole bodies, or single documents of a stream. An admitted document has memory reserved, and the thread
 * that processes it borrows large arrays from {@link Storage}.
 */
public final class Admission {

    /** Bytes of memory per byte of text: two digits and a comma become a float64 number, and results of that size. */
    private static final int COST = 4;

    private final MemoryBudget memory;
    private final Storage storage;
    private final Tracing tracing;

    public Admission(MemoryBudget memory, Storage storage, Tracing tracing) {
        this.memory = memory;
        this.storage = storage;
        this.tracing = tracing;
    }

    /** The maximum size of a text that can be admitted, in bytes. */
    public long maxTextSize() {
        return memory.maxReservation() / COST;
    }

    /** Admits a document that has not been read yet. The current thread must close it when it has been answered. */
    public Admitted open() {
        return new Admitted();
    }

    /** An admitted document. */
    public final class Admitted implements AutoCloseable {

        private final MemoryBudget.Reservation reservation = memory.open();
        private final Storage.Lease lease = storage.lend();

        private Admitted() {}

        /**
         * Reserves the memory for a text of this size, waiting if necessary.
         *
         * @throws BusyException if the wait timed out
         */
        public void requireText(long bytes) {
            try (Stage _ = tracing.begin("admit")) {
                reservation.require(bytes * COST);
            }
        }

        @Override
        public void close() {
            lease.close();
            reservation.close();
        }
    }
}
