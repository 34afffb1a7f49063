package dev.nabla.kernel;

/** The loops, written plainly: what the other kernel is held against, and the answer where there is no other. */
record ScalarKernel(String reason) implements ArrayKernel {

    @Override
    public String description() {
        return "scalar, since " + reason;
    }

    @Override
    public void exponentials(double[] x, int count, double max, double[] exponentials) {
        exponentials(x, 0, count, max, exponentials);
    }

    static void exponentials(double[] x, int from, int to, double max, double[] exponentials) {
        for (int i = from; i < to; i++) {
            double difference = x[i] - max;
            exponentials[i] = Elementary.exp(difference, ErrorFree.differenceError(x[i], max, difference));
        }
    }

    @Override
    public void addRounds(double[] values, int from, int to, double[] sums, double[] errors) {
        for (int start = from; start < to; start += Accumulator.LANES) {
            for (int lane = 0; lane < Accumulator.LANES; lane++) {
                Accumulator.addToLane(sums, errors, lane, values[start + lane], 0.0);
            }
        }
    }

    @Override
    public void scale(double[] values, int count, double hi, double lo) {
        scale(values, 0, count, hi, lo);
    }

    static void scale(double[] values, int from, int to, double hi, double lo) {
        for (int i = from; i < to; i++) {
            double product = values[i] * hi;
            double rounded = Math.fma(values[i], hi, values[i] * lo);
            // where the product is not finite, the low part may have made a NaN of an infinity
            values[i] = Math.abs(product) <= Double.MAX_VALUE ? rounded : product;
        }
    }
}
