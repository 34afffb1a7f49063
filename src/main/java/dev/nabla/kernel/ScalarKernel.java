package dev.nabla.kernel;

/** The loops without vector instructions: the reference for {@link VectorKernel}, and the fallback. */
record ScalarKernel(String reason) implements ArrayKernel {

    @Override
    public String description() {
        return "scalar, since " + reason;
    }

    @Override
    public boolean containsNaN(double[] values, int from, int to) {
        boolean found = false;
        for (int i = from; i < to; i++) {
            found |= Double.isNaN(values[i]);
        }
        return found;
    }

    @Override
    public boolean containsAbove(double bound, double[] values, int from, int to) {
        boolean found = false;
        for (int i = from; i < to; i++) {
            found |= Math.abs(values[i]) > bound;
        }
        return found;
    }

    @Override
    public int indexOfLargest(double[] values, int from, int to) {
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    @Override
    public void exponentials(double[] x, int from, int to, double max, double[] exponentials) {
        for (int i = from; i < to; i++) {
            double difference = x[i] - max;
            exponentials[i] = Exponential.expBelowOne(difference, ErrorFree.differenceError(x[i], max, difference));
        }
    }

    @Override
    public void addRounds(double[] values, int from, int to, double[] sums, double[] errors) {
        for (int start = from; start < to; start += LaneSums.COUNT) {
            for (int lane = 0; lane < LaneSums.COUNT; lane++) {
                LaneSums.add(sums, errors, lane, values[start + lane], 0.0);
            }
        }
    }

    @Override
    public void scale(double[] values, int from, int to, double hi, double lo, double[] products) {
        for (int i = from; i < to; i++) {
            double product = values[i] * hi;
            double rounded = Math.fma(values[i], hi, values[i] * lo);
            // an infinite product and a low part of the opposite sign would give NaN
            products[i] = Math.abs(product) <= Double.MAX_VALUE ? rounded : product;
        }
    }
}
