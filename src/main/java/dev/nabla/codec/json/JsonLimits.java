package dev.nabla.codec.json;

/**
 * Limits for requests. Tensors are only limited by the size of the body; these limits are for what becomes objects in memory,
 * many times the size of its text.
 *
 * @param nesting the maximum nesting depth of arrays and objects, including the request itself
 * @param names the maximum number of keys in an object
 * @param values the maximum number of values in an option
 * @param fields the maximum number of fields in a document: keys of all objects, and objects in arrays
 */
public record JsonLimits(int nesting, int names, int values, int fields) {

    public static final JsonLimits DEFAULT = new JsonLimits(64, 100_000);

    /** The reader recurses once per level; so many levels need a fraction of a thread's stack. */
    private static final int MAX_NESTING = 256;

    public JsonLimits {
        if (nesting < 1 || nesting > MAX_NESTING) {
            throw new IllegalArgumentException(
                    "the limit of nesting must be between 1 and " + MAX_NESTING + ", got " + nesting);
        }
        if (names < 1 || values < 1 || fields < 1) {
            throw new IllegalArgumentException("the limits of names, values and fields must be positive, got " + names
                    + ", " + values + " and " + fields);
        }
    }

    /** The default limits, except those of nesting and fields. */
    public JsonLimits(int nesting, int fields) {
        this(nesting, 10_000, 10_000, fields);
    }
}
