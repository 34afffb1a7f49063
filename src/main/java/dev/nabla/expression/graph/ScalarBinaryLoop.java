package dev.nabla.expression.graph;

/** The loop that {@link Loops} copies for each function of two numbers. */
final class ScalarBinaryLoop implements Loops.BinaryLoop {

    @Override
    public void run(Binary function, double[] a, double[] b, int count, double[] result) {
        for (int i = 0; i < count; i++) {
            result[i] = function.value(a[i], b[i]);
        }
    }
}
