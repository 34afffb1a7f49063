package dev.nabla.kernel;

/** One number after the other. */
final class ScalarPositiveSums implements PositiveSums {

    @Override
    public void set(PositiveNumbers numbers, int to, int from, int step, double[] isThird, PositiveNumbers by,
            int count) {
        for (int i = 0; i < count; i++) {
            int first = from + i;
            numbers.setSumTimes(to + i, numbers, first, first + step, first + 2 * step, isThird[i] != 0, by, i);
        }
    }

    @Override
    public void multiply(PositiveNumbers numbers, int from, PositiveNumbers by, int other, PositiveNumbers divisors,
            double exponent, int count, double[] terms, double[] tails) {
        for (int i = 0; i < count; i++) {
            numbers.writeProduct(from + i, by, other + i, divisors.exponentAt(i) + exponent, i, terms, tails);
        }
    }
}
