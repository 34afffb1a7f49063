package dev.nabla.benchmark;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Task;

/** Something else that computes losses of whole batches and their gradients. */
public interface BatchCompetitor extends AutoCloseable {

    /** What it is, and its version. */
    String label();

    /** Takes the tensors of a task over, to be computed on so many threads. */
    void prepare(Task task, int threads);

    /** Computes the loss of the mean and its gradients. */
    void run();

    /** The same, as an answer to compare. */
    Evaluation answer();

    @Override
    void close();
}
