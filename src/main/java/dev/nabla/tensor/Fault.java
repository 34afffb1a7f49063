package dev.nabla.tensor;

/**
 * One thing wrong with a request: where, and what would be right.
 *
 * @param field name of the field at fault; empty for the request as a whole
 * @param index index along each axis of the element at fault; empty for the field as a whole
 * @param detail a sentence for the caller
 */
public record Fault(String field, int[] index, String detail) {

    public static Fault of(String field, String detail) {
        return new Fault(field, new int[0], detail);
    }

    /** A fault of the request as a whole. */
    public static Fault whole(String detail) {
        return of("", detail);
    }
}
