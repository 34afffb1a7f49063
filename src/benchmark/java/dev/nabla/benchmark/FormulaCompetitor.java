package dev.nabla.benchmark;

/** Another program that computes the losses of {@link FormulaTimes}, their mean and its gradient by the predictions. */
public interface FormulaCompetitor extends AutoCloseable {

    String label();

    /**
     * Takes the elements of a loss. Not timed.
     *
     * @param loss the id of the loss
     * @param scale the scales; empty if the loss has none
     * @param threads how many threads it may use
     */
    void prepare(String loss, double[] predictions, double[] targets, double[] scale, int threads);

    /** Computes loss and gradient, and returns the loss. */
    double run();

    @Override
    void close();
}
