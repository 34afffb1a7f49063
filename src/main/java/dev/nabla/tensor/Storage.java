package dev.nabla.tensor;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of large arrays that are reused by later requests. Allocating them anew would cost page faults, clearing and
 * garbage collection.
 *
 * <p>While a thread holds a {@link Lease}, its arrays come from the pool. They return to the pool when the lease is
 * closed; after that, nothing that uses them may be accessed. Without a lease, arrays are newly allocated.
 */
public final class Storage {

    private static final ThreadLocal<@Nullable Lease> CURRENT = new ThreadLocal<>();

    private final long minArrayBytes;
    private final long maxBytes;
    private final Map<Kind, Deque<Object>> pool = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * Creates an empty pool.
     *
     * @param minArrayBytes the size below which arrays are not pooled, in bytes
     * @param maxBytes the maximum size of the pool in bytes; arrays of the least recently used lengths are dropped
     *     first
     */
    public Storage(long minArrayBytes, long maxBytes) {
        this.minArrayBytes = minArrayBytes;
        this.maxBytes = maxBytes;
    }

    /** Returns an array with unspecified contents, from the current lease if there is one. */
    public static float[] floats(int count) {
        return current(new Kind(count, DType.FLOAT32)) instanceof float[] floats ? floats : new float[count];
    }

    /** Returns an array with unspecified contents, from the current lease if there is one. */
    public static double[] doubles(int count) {
        return current(new Kind(count, DType.FLOAT64)) instanceof double[] doubles ? doubles : new double[count];
    }

    /** Returns an array to the pool before its lease ends. Arrays that are not leased are ignored. */
    public static void giveBack(Object array) {
        Lease lease = CURRENT.get();
        if (lease != null) {
            lease.giveBack(array);
        }
    }

    /** Announces arrays that are about to be taken, so that all of their memory is there before the first, if there is a lease. */
    public static void expect(long bytes) {
        Lease lease = CURRENT.get();
        if (lease != null) {
            lease.meter.expect(bytes);
        }
    }

    /** Counts memory that is not of arrays, if there is a lease. */
    public static void count(long bytes) {
        Lease lease = CURRENT.get();
        if (lease != null) {
            lease.count(bytes);
        }
    }

    /**
     * Runs a computation whose arrays return to the pool at its end, if there is a lease: nothing of them may be in its
     * result.
     */
    public static <T extends @Nullable Object> T temporarily(Supplier<T> computation) {
        Lease lease = CURRENT.get();
        if (lease == null) {
            return computation.get();
        }
        try (Lease _ = lease.nested()) {
            return computation.get();
        }
    }

    private static @Nullable Object current(Kind kind) {
        Lease lease = CURRENT.get();
        return lease == null ? null : lease.take(kind);
    }

    /** Opens a lease for this thread, which may take any amount of memory. */
    public Lease lend() {
        return lend(_ -> {});
    }

    /**
     * Opens a lease for this thread. A nested lease replaces the outer one until it is closed.
     *
     * @param meter is told of the memory that the lease takes
     */
    public Lease lend(Meter meter) {
        return new Lease(CURRENT.get(), meter);
    }

    /** Follows the memory of a lease. */
    @FunctionalInterface
    public interface Meter {

        /**
         * Counts an array before it is allocated, and again, negative, when it is given back before the end.
         *
         * @throws RuntimeException if the lease must not take so much
         */
        void count(long bytes);

        /**
         * Announces arrays that will be counted.
         *
         * @throws RuntimeException if the lease must not take so much
         */
        default void expect(long bytes) {}
    }

    /** Arrays of the same kind are interchangeable. */
    private record Kind(int length, DType dtype) {

        static Kind of(Object array) {
            return array instanceof float[] floats
                    ? new Kind(floats.length, DType.FLOAT32)
                    : new Kind(((double[]) array).length, DType.FLOAT64);
        }

        long bytes() {
            return (long) length * (dtype == DType.FLOAT32 ? Float.BYTES : Double.BYTES);
        }

        Object array() {
            return dtype == DType.FLOAT32 ? new float[length] : new double[length];
        }
    }

    /** The arrays in use by a thread. */
    public final class Lease implements AutoCloseable {

        private final @Nullable Lease outer;
        private final Meter meter;
        private final Set<Object> taken = new HashSet<>();
        private long counted;

        private Lease(@Nullable Lease outer, Meter meter) {
            this.outer = outer;
            this.meter = meter;
            CURRENT.set(this);
        }

        private Lease nested() {
            return new Lease(this, meter);
        }

        private @Nullable Object take(Kind kind) {
            count(kind.bytes());
            if (kind.bytes() < minArrayBytes) {
                return null;
            }
            Object array = Storage.this.take(kind);
            taken.add(array);
            return array;
        }

        private void giveBack(Object array) {
            if (taken.remove(array)) {
                keep(List.of(array));
                count(-Kind.of(array).bytes());
            }
        }

        private void count(long more) {
            meter.count(more);
            counted += more;
        }

        /** Runs a computation on this thread with arrays of this lease, while the thread that opened it waits. */
        public <T extends @Nullable Object> T call(Supplier<T> computation) {
            Lease before = CURRENT.get();
            CURRENT.set(this);
            try {
                return computation.get();
            } finally {
                CURRENT.set(before);
            }
        }

        @Override
        public void close() {
            CURRENT.set(outer);
            if (!taken.isEmpty()) {
                keep(taken);
            }
            count(-counted);
        }
    }

    private Object take(Kind kind) {
        synchronized (pool) {
            Deque<Object> arrays = pool.get(kind);
            if (arrays != null && !arrays.isEmpty()) {
                bytes -= kind.bytes();
                return arrays.pop();
            }
        }
        return kind.array();
    }

    private void keep(Collection<Object> arrays) {
        synchronized (pool) {
            for (Object array : arrays) {
                Kind kind = Kind.of(array);
                pool.computeIfAbsent(kind, _ -> new ArrayDeque<>()).push(array);
                bytes += kind.bytes();
            }
            dropExcess();
        }
    }

    private void dropExcess() {
        Iterator<Map.Entry<Kind, Deque<Object>>> eldest = pool.entrySet().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            Map.Entry<Kind, Deque<Object>> entry = eldest.next();
            while (bytes > maxBytes && !entry.getValue().isEmpty()) {
                entry.getValue().pop();
                bytes -= entry.getKey().bytes();
            }
            if (entry.getValue().isEmpty()) {
                eldest.remove();
            }
        }
    }
}
