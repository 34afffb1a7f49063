package dev.nabla.benchmark;

/** A program that computes cross entropy and its gradient, mean over rows of float32 logits. */
public interface CrossEntropyCompetitor extends Competitor {

    /** Takes the logits, rows of so many classes, and the class of each row. Not timed. */
    void prepare(float[] logits, int[] targets, int classes);
}
