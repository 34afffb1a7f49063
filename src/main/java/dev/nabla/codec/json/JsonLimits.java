package dev.nabla.codec.json;

/**
 * Limits for requests. Tensors are only limited by the size of the body; these limits are for what becomes objects in memory,
 * many times the size of its text.
 *
 * @param nesting the maximum nesting depth of arrays and objects, including the request itself
 * @param names the maximum number of keys in an object
 * @param values the maximum number of values in an option
 */
public record JsonLimits(int nesting, int names, int values) {

    public static final JsonLimits DEFAULT = new JsonLimits(64);

    /** The reader recurses once per level; so many levels need a fraction of a thread's stack. */
    private static final int MAX_NESTING = 256;

    public JsonLimits {
        if (nesting < 1 || nesting > MAX_NESTING) {
            throw new IllegalArgumentException(
                    "the limit of nesting must be between 1 and " + MAX_NESTING + ", got " + nesting);
        }
        if (names < 1 || values < 1) {
            throw new IllegalArgumentException(
                    "the limits of names and values must be positive, got " + names + " and " + values);
        }
    }

    /** The default limits, except that of nesting. */
    public JsonLimits(int nesting) {
        this(nesting, 10_000, 10_000);
    }
}
