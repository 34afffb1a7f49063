package dev.nabla.network.layer;

/**
 * Rows of elements that are normalized together. A row consists of runs of adjacent elements, between which lie those of the
 * other rows.
 *
 * @param count the number of rows
 * @param length the number of elements of a row
 * @param run the number of adjacent elements
 * @param features the number of features, each of which has an element of weight and bias
 * @param stride the number of adjacent elements of a feature
 */
record RowLayout(int count, int length, int run, int features, int stride) {

    /** Rows of adjacent elements. */
    static RowLayout adjacent(int elements, int length, int features, int stride) {
        return new RowLayout(length == 0 ? 0 : elements / length, length, length, features, stride);
    }

    int rowOf(int position) {
        return position / run % count;
    }

    int indexInRow(int position) {
        return position / run / count * run + position % run;
    }

    int position(int row, int index) {
        return (index / run * count + row) * run + index % run;
    }

    int featureOf(int position) {
        return position / stride % features;
    }

    double[] read(double[] values, int row) {
        double[] read = new double[length];
        for (int i = 0; i < length; i++) {
            read[i] = values[position(row, i)];
        }
        return read;
    }
}
