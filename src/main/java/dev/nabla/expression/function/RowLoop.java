package dev.nabla.expression.function;

import dev.nabla.expression.graph.Rows;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.Parallel;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Does the same with each row of a tensor, with several at once if there is enough to do. */
final class RowLoop {

    private RowLoop() {}

    /**
     * Runs a loop over rows.
     *
     * @param body makes what processes rows one after another, with buffers of its own
     */
    static void run(Rows rows, Supplier<IntConsumer> body) {
        Parallel.run(rows.count(), (long) rows.count() * rows.length(), Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            IntConsumer row = body.get();
            for (int i = from; i < to; i++) {
                Deadline.check();
                row.accept(i);
            }
        });
    }
}
