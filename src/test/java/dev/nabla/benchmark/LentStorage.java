package dev.nabla.benchmark;

import dev.nabla.tensor.Storage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Storage that is lent to one answer after another, as to requests; each may be looked at until the next. */
final class LentStorage {

    private final Storage storage = new Storage(1 << 16, 1 << 28);

    private Storage.@Nullable Lease lease;

    <T> T next(Supplier<T> answer) {
        if (lease != null) {
            lease.close();
        }
        lease = storage.lend();
        return answer.get();
    }
}
