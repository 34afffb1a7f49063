package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/**
 * Runs of numbers that lie side by side: rows or columns of a matrix.
 *
 * @param numbers holds them
 * @param from where the first begins
 * @param apart how far apart they begin
 */
record Runs(double[] numbers, int from, int apart) {

    int from(int run) {
        return from + run * apart;
    }

    /** Copies the first numbers of the first runs to the beginnings of others. */
    void copy(int runs, int count, Runs to) {
        for (int i = 0; i < runs; i++) {
            System.arraycopy(numbers, from(i), to.numbers, to.from(i), count);
        }
    }

    /** Stores the first numbers of the first runs, rounded, from {@code position} on, so far apart. */
    void write(int runs, int count, Tensor tensor, int position, int positionsApart) {
        for (int i = 0; i < runs; i++) {
            tensor.write(position + i * positionsApart, 1, numbers, from(i), from(i) + count);
        }
    }
}
