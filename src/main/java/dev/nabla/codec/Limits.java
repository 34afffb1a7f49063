package dev.nabla.codec;

/**
 * How far a request may go before it is refused.
 *
 * @param nesting how many arrays and objects may be open at once, the request itself included
 */
public record Limits(int nesting) {

    public static final Limits DEFAULT = new Limits(64);

    /** The reader recurses once per level; this many levels fit the stack of any thread. */
    static final int DEEPEST = 512;

    public Limits {
        if (nesting < 1 || nesting > DEEPEST) {
            throw new IllegalArgumentException(
                    "the limit of nesting must lie between 1 and " + DEEPEST + ", was " + nesting);
        }
    }
}
