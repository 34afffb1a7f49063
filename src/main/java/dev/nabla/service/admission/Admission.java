package dev.nabla.service.admission;

import dev.nabla.tensor.Storage;

/**
 * Admits documents: a whole body, or one document of many in a stream. What is admitted has memory reserved for it, and
 * its big arrays are lent to the thread that answers it.
 */
public final class Admission {

    /** Bytes of memory for a byte of text: a number of two digits and a comma, in float64, and what is made of it. */
    private static final int COST = 4;

    private final MemoryBudget memory;
    private final Storage storage;

    public Admission(MemoryBudget memory, Storage storage) {
        this.memory = memory;
        this.storage = storage;
    }

    /** The bytes of the longest text that can ever be admitted. */
    public long longestText() {
        return memory.largest() / COST;
    }

    /** Admits a document of which nothing has been read. It belongs to this thread, which closes it once it is answered. */
    public Admitted open() {
        return new Admitted();
    }

    /** A document that was admitted. */
    public final class Admitted implements AutoCloseable {

        private final MemoryBudget.Reservation reservation = memory.open();
        private final Storage.Lease lease = storage.lend();

        private Admitted() {}

        /**
         * Reserves the memory for a text of so many bytes, waiting if need be.
         *
         * @throws BusyException if it waited in vain
         */
        public void requireText(long bytes) {
            reservation.require(bytes * COST);
        }

        @Override
        public void close() {
            lease.close();
            reservation.close();
        }
    }
}
