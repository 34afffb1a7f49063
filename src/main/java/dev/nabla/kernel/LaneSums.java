package dev.nabla.kernel;

/**
 * The sum of an array in sixteen lanes: element {@code i} is added to lane {@code i mod 16}. Each lane is a compensated sum
 * that starts at 0. The lanes are then added pairwise: lane {@code j + 8} to lane {@code j}, then {@code j + 4},
 * {@code j + 2} and {@code j + 1}.
 */
final class LaneSums {

    /** A multiple of every vector register's lane count (2, 4 or 8 doubles), so that results do not depend on it. */
    static final int COUNT = 16;

    private final double[] sums = new double[COUNT];
    private final double[] errors = new double[COUNT];
    private int used;

    /** Adds a range. Its length is a multiple of {@link #COUNT}, except in the last call. */
    void add(double[] values, int from, int to) {
        int rounds = to - (to - from) % COUNT;
        ArrayKernel.BEST.addRounds(values, from, rounds, sums, errors);
        for (int i = rounds; i < to; i++) {
            add(i - rounds, values[i], 0.0);
        }
        used = rounds > from ? COUNT : Math.max(used, to - rounds);
    }

    /** Adds the lanes up. The two parts of the result may overlap. */
    DoubleDouble total() {
        // unused lanes hold 0 and are skipped
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
