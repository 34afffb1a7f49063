package dev.nabla.benchmark;

import ai.djl.pytorch.jni.JniUtils;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Task;
import dev.nabla.libtorch.Libtorch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Losses over whole batches in libtorch, scripted by {@code src/libtorch/python/losses.py}, in float64. */
public final class LibtorchBatches implements BatchCompetitor {

    private final Libtorch libtorch = new Libtorch();
    private Libtorch.@Nullable Prepared prepared;

    @Override
    public String label() {
        return libtorch.label();
    }

    @Override
    public void prepare(Task task, int threads) {
        JniUtils.setNumThreads(threads);
        close(prepared);
        prepared = libtorch.prepare(task);
    }

    @Override
    public void run() {
        Objects.requireNonNull(prepared).run();
    }

    @Override
    public Evaluation answer() {
        return Objects.requireNonNull(prepared).answer();
    }

    private static void close(Libtorch.@Nullable Prepared prepared) {
        if (prepared != null) {
            prepared.close();
        }
    }

    @Override
    public void close() {
        close(prepared);
        libtorch.close();
    }
}
