package dev.nabla.codec.json;

/**
 * How far a request may go before it is refused. Tensors are limited by the length of the body alone; what would become
 * objects in memory, many times the size of its text, is limited here.
 *
 * @param nesting how many arrays and objects may be open at once, the request itself included
 * @param names how many names an object may have
 * @param values how many values an option may hold
 */
public record JsonLimits(int nesting, int names, int values) {

    public static final JsonLimits DEFAULT = new JsonLimits(64);

    /** The reader recurses once per level; this many levels fit a fraction of the stack of a thread. */
    private static final int DEEPEST = 256;

    public JsonLimits {
        if (nesting < 1 || nesting > DEEPEST) {
            throw new IllegalArgumentException(
                    "the limit of nesting must lie between 1 and " + DEEPEST + ", got " + nesting);
        }
        if (names < 1 || values < 1) {
            throw new IllegalArgumentException(
                    "the limits of names and values must be positive, got " + names + " and " + values);
        }
    }

    /** The default limits but for that of nesting. */
    public JsonLimits(int nesting) {
        this(nesting, 10_000, 10_000);
    }
}
