package dev.nabla.tensor;

/**
 * What a computation takes, estimated from shapes before it starts. Estimates are upper bounds within a factor of two or so;
 * they saturate rather than overflow.
 *
 * @param retained bytes of memory that are in use until its results are no longer needed
 * @param scratch bytes that are in use only while it runs
 * @param operations its work in scalar operations, such as an addition or a comparison, of about a nanosecond each
 */
public record Cost(long retained, long scratch, long operations) {

    public static final Cost NONE = new Cost(0, 0, 0);

    /** Multiply-adds of a matrix product in the time of a scalar operation. */
    private static final long MULTIPLY_ADDS = 4;

    /** Memory for float64 numbers that stay in use. */
    public static Cost retained(long numbers) {
        return new Cost(bytes(numbers), 0, 0);
    }

    /** Memory for float64 numbers in temporary use. */
    public static Cost scratch(long numbers) {
        return new Cost(0, bytes(numbers), 0);
    }

    /** Work in scalar operations. */
    public static Cost operations(long operations) {
        return new Cost(0, 0, operations);
    }

    /** Work in multiply-adds of matrix products, of which several run at once. */
    public static Cost multiplyAdds(long count) {
        return operations(count / MULTIPLY_ADDS);
    }

    /** The memory in use at the peak, in bytes. */
    public long bytes() {
        return sum(retained, scratch);
    }

    /** The cost of this computation and another at the same time, or of one computation in two parts. */
    public Cost plus(Cost other) {
        return new Cost(sum(retained, other.retained), sum(scratch, other.scratch), sum(operations, other.operations));
    }

    /** The cost of this computation and then another, which takes over the temporary memory. */
    public Cost then(Cost next) {
        return new Cost(sum(retained, next.retained), Math.max(scratch, next.scratch),
                sum(operations, next.operations));
    }

    /** The cost of this computation, repeated one time after another, of which only the last result is kept. */
    public Cost repeated(long count) {
        return new Cost(retained, scratch, times(operations, count));
    }

    /** The product of two sizes; {@link Long#MAX_VALUE} if there is no larger number. */
    public static long times(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static long bytes(long numbers) {
        return times(numbers, Double.BYTES);
    }

    private static long sum(long a, long b) {
        return a + b >= 0 ? a + b : Long.MAX_VALUE;
    }
}
