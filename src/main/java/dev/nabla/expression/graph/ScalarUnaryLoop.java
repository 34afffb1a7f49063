package dev.nabla.expression.graph;

/** The loop that {@link Loops} copies for each function of one number. */
final class ScalarUnaryLoop implements Loops.UnaryLoop {

    @Override
    public void run(Unary function, double[] x, int count, double[] result) {
        for (int i = 0; i < count; i++) {
            result[i] = function.value(x[i]);
        }
    }
}
