package dev.nabla.service.admission;

import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Storage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits documents: whole bodies, or single documents of a stream. For an admitted document, memory is reserved: first by the
 * size of its text, then by that of its tensors, and by what is computed from them. The thread that processes it borrows large
 * arrays from {@link Storage}.
 */
public final class Admission {

    /** The most memory that the parts of a document take that are no tensors. */
    private static final long FIELDS = 4 << 20;

    private static final ThreadLocal<@Nullable Room> CURRENT = new ThreadLocal<>();

    private final MemoryBudget memory;
    private final WorkBudget work;
    private final Storage storage;
    private final Tracing tracing;

    public Admission(MemoryBudget memory, WorkBudget work, Storage storage, Tracing tracing) {
        this.memory = memory;
        this.work = work;
        this.storage = storage;
        this.tracing = tracing;
    }

    /** The maximum size of a document that can be admitted, in bytes. */
    public long maxSize(DocumentKind kind) {
        return memory.maxReservation() / kind.cost();
    }

    /**
     * Admits a text that has not been read yet. The current thread must close it when it has been answered.
     *
     * @param client who has sent it; asked for only if the document is large
     * @param sender how it is sent
     */
    public Admitted open(Supplier<?> client, Sender sender) {
        return open(DocumentKind.TEXT, client, sender);
    }

    /** As {@link #open(Supplier, Sender)}, for a document of any kind. */
    public Admitted open(DocumentKind kind, Supplier<?> client, Sender sender) {
        return new Admitted(kind, client, sender);
    }

    /**
     * Runs a computation for the document that the current thread has admitted; at once, if it has admitted none.
     *
     * @param cost what it takes in addition to the tensors of the document
     * @throws TooCostlyException if no request may take that much
     * @throws BusyException if memory or cores are in use by others
     * @throws ClientGoneException if the client is gone before it has ended
     */
    public <T extends @Nullable Object> T compute(Cost cost, Supplier<T> computation) {
        return compute(cost, computation, null);
    }

    /**
     * Requires that a computation takes no more than any request may have.
     *
     * @throws TooCostlyException if it takes more
     */
    public void requirePossible(Cost cost) {
        work.require(cost);
        memory.requirePossible(cost.bytes());
    }

    /**
     * As {@link #compute(Cost, Supplier)}, while this thread follows the computation if it runs on another.
     *
     * @throws RuntimeException what the follower has thrown
     */
    public <T extends @Nullable Object> T compute(Cost cost, Supplier<T> computation, @Nullable Follower follower) {
        Room room = CURRENT.get();
        return room == null ? computation.get() : room.compute(cost, computation, follower);
    }

    /**
     * Admits small documents, which this thread processes one after the other, all at once. Computations that are not small are
     * refused by a {@link NotSmallException}.
     *
     * @param bytes the size of all of them
     * @param client who has sent them; asked for only if they are large
     * @throws BusyException if memory is in use by others
     */
    public SmallOnly openSmall(long bytes, Supplier<?> client) {
        MemoryBudget.Reservation reservation = memory.open(client);
        reservation.require(bytes * DocumentKind.TEXT.cost() + SmallOnly.MOST_BYTES);
        return new SmallOnly(reservation);
    }

    /** Where a thread computes. */
    sealed interface Room permits Admitted, SmallOnly {
        <T extends @Nullable Object> T compute(Cost cost, Supplier<T> computation, @Nullable Follower follower);
    }

    /** Small documents that have been admitted together. */
    public static final class SmallOnly implements Room, AutoCloseable {

        /** The most memory of a small computation, in bytes. */
        private static final long MOST_BYTES = 32 << 10;

        private final MemoryBudget.Reservation reservation;

        private SmallOnly(MemoryBudget.Reservation reservation) {
            this.reservation = reservation;
            CURRENT.set(this);
        }

        @Override
        public <T extends @Nullable Object> T compute(Cost cost, Supplier<T> computation,
                @Nullable Follower follower) {
            if (!WorkBudget.isSmall(cost) || cost.bytes() > MOST_BYTES) {
                throw new NotSmallException();
            }
            return computation.get();
        }

        @Override
        public void close() {
            CURRENT.remove();
            reservation.close();
        }
    }

    /** An admitted document. */
    public final class Admitted implements Room, AutoCloseable {

        private final DocumentKind kind;
        private final Supplier<?> client;
        private final Sender sender;
        private final MemoryBudget.Reservation reservation;
        private final Storage.Lease lease = storage.lend(new Storage.Meter() {

            @Override
            public void count(long bytes) {
                Admitted.this.count(bytes);
            }

            @Override
            public void expect(long bytes) {
                reserve(arrays + bytes);
            }
        });
        private long size;
        private long arrays;
        private long inputs;
        private long results;

        private Admitted(DocumentKind kind, Supplier<?> client, Sender sender) {
            this.kind = kind;
            this.client = client;
            this.sender = sender;
            this.reservation = memory.open(client, sender);
            CURRENT.set(this);
        }

        public DocumentKind kind() {
            return kind;
        }

        /** Says how large the document will be; nothing is reserved yet. */
        public void expect(long bytes) {
            reservation.expect(bytes * kind.cost());
        }

        /**
         * Reserves the memory for a document of this size, waiting if necessary.
         *
         * @throws BusyException if the wait timed out
         */
        public void require(long bytes) {
            size = Math.max(size, bytes);
            reserve(Math.max(size * kind.cost(), arrays));
        }

        private void count(long bytes) {
            reservation.require(arrays + bytes);
            arrays += bytes;
        }

        private void reserve(long bytes) {
            try (Stage _ = tracing.begin("admit")) {
                reservation.require(bytes);
            }
        }

        @Override
        public <T extends @Nullable Object> T compute(Cost cost, Supplier<T> computation,
                @Nullable Follower follower) {
            work.require(cost);
            inputs = inputs == 0 ? arrays + Math.min(size * kind.cost(), FIELDS) : inputs;
            long before = Math.max(arrays, inputs + results);
            long needed = before + cost.bytes() >= 0 ? before + cost.bytes() : Long.MAX_VALUE;
            reserve(needed);
            reservation.shrink(needed);
            T result = WorkBudget.isSmall(cost)
                    ? atOnce(computation)
                    : work.run(client.get(), sender::isGone, () -> lease.call(computation), follower);
            results += cost.retained();
            reservation.shrink(Math.max(arrays, before + cost.retained()));
            return result;
        }

        /** What it computes on the way is part of it, and not admitted again; as on another thread. */
        private <T extends @Nullable Object> T atOnce(Supplier<T> computation) {
            CURRENT.remove();
            try {
                return computation.get();
            } finally {
                CURRENT.set(this);
            }
        }

        @Override
        public void close() {
            CURRENT.remove();
            lease.close();
            reservation.close();
        }
    }
}
