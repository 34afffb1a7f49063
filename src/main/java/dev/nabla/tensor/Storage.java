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
import org.jspecify.annotations.Nullable;

/**
 * Big arrays, kept for the next request that needs some of the same length: fresh ones are pages that the system has to
 * find and clear first, and that the collector has to take away again.
 *
 * <p>While a thread holds a {@link Lease}, the arrays that it asks for come from there. They all go back when the lease is
 * closed, after which nothing that was made of them may be looked at any more. Without a lease arrays are new.
 */
public final class Storage {

    private static final ThreadLocal<@Nullable Lease> CURRENT = new ThreadLocal<>();

    private final long least;
    private final long most;
    private final Map<Kind, Deque<Object>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * Storage without arrays.
     *
     * @param least bytes below which an array is not worth keeping
     * @param most bytes that are kept at most; arrays of the lengths that were not asked for longest go first
     */
    public Storage(long least, long most) {
        this.least = least;
        this.most = most;
    }

    /** Numbers that hold anything. */
    public static float[] floats(int count) {
        return current(new Kind(count, DType.FLOAT32)) instanceof float[] floats ? floats : new float[count];
    }

    /** Numbers that hold anything. */
    public static double[] doubles(int count) {
        return current(new Kind(count, DType.FLOAT64)) instanceof double[] doubles ? doubles : new double[count];
    }

    /** Takes an array back before its lease ends; it may be one of no lease. */
    public static void giveBack(Object array) {
        Lease lease = CURRENT.get();
        if (lease != null) {
            lease.giveBack(array);
        }
    }

    private static @Nullable Object current(Kind kind) {
        Lease lease = CURRENT.get();
        return lease == null ? null : lease.take(kind);
    }

    /** Lends arrays to this thread. A lease within another takes its place until it is closed. */
    public Lease lend() {
        return new Lease(CURRENT.get());
    }

    /** What makes one array as good as another. */
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

    /** The arrays that a thread has borrowed. */
    public final class Lease implements AutoCloseable {

        private final @Nullable Lease outer;
        private final Set<Object> taken = new HashSet<>();

        private Lease(@Nullable Lease outer) {
            this.outer = outer;
            CURRENT.set(this);
        }

        private @Nullable Object take(Kind kind) {
            if (kind.bytes() < least) {
                return null;
            }
            Object array = Storage.this.take(kind);
            taken.add(array);
            return array;
        }

        private void giveBack(Object array) {
            if (taken.remove(array)) {
                keep(List.of(array));
            }
        }

        @Override
        public void close() {
            CURRENT.set(outer);
            keep(taken);
        }
    }

    private Object take(Kind kind) {
        synchronized (kept) {
            Deque<Object> alike = kept.get(kind);
            if (alike != null && !alike.isEmpty()) {
                bytes -= kind.bytes();
                return alike.pop();
            }
        }
        return kind.array();
    }

    private void keep(Collection<Object> arrays) {
        synchronized (kept) {
            for (Object array : arrays) {
                Kind kind = Kind.of(array);
                kept.computeIfAbsent(kind, _ -> new ArrayDeque<>()).push(array);
                bytes += kind.bytes();
            }
            dropWhatIsTooMuch();
        }
    }

    private void dropWhatIsTooMuch() {
        Iterator<Map.Entry<Kind, Deque<Object>>> eldest = kept.entrySet().iterator();
        while (bytes > most && eldest.hasNext()) {
            Map.Entry<Kind, Deque<Object>> alike = eldest.next();
            while (bytes > most && !alike.getValue().isEmpty()) {
                alike.getValue().pop();
                bytes -= alike.getKey().bytes();
            }
            if (alike.getValue().isEmpty()) {
                eldest.remove();
            }
        }
    }
}
