package dev.nabla.kernel;

/**
 * The lanes of a sum over an array: number {@code i} goes to lane {@code i mod 16}. Each lane is a compensated sum that
 * starts at 0. In the end lane {@code j} takes in lane {@code j + 8}, the first eight; {@code j + 4}, the first four;
 * {@code j + 2}; {@code j + 1}.
 */
final class LaneSums {

    /** A multiple of every vector register's lane count (2, 4 or 8 doubles), so that registers only share the work. */
    static final int COUNT = 16;

    private final double[] sums = new double[COUNT];
    private final double[] errors = new double[COUNT];
    private int used;

    /** Adds numbers; as many as make whole rounds, but for the last time. */
    void add(double[] values, int from, int to) {
        int rounds = to - (to - from) % COUNT;
        ArrayKernel.BEST.addRounds(values, from, rounds, sums, errors);
        for (int i = rounds; i < to; i++) {
            add(i - rounds, values[i], 0.0);
        }
        used = rounds > from ? COUNT : Math.max(used, to - rounds);
    }

    /** Puts the lanes together, and answers the compensated sum's two parts, which may overlap. */
    DoubleDouble total() {
        // lanes that were not used hold 0, which adds nothing
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half && lane + half < used; lane++) {
                add(lane, sums[lane + half], errors[lane + half]);
            }
        }
        return new DoubleDouble(sums[0], errors[0]);
    }

    private void add(int lane, double value, double valueError) {
        add(sums, errors, lane, value, valueError);
    }

    static void add(double[] sums, double[] errors, int lane, double value, double valueError) {
        double next = sums[lane] + value;
        errors[lane] += ErrorFree.sumError(sums[lane], value, next) + valueError;
        sums[lane] = next;
    }
}
