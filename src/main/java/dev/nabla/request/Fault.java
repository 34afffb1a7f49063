package dev.nabla.request;

import java.util.List;
import java.util.stream.Stream;

/**
 * A validation error of a request: where it is, and what would be valid.
 *
 * @param outer names and indices on the path to the object that contains the field; empty for a top-level field
 * @param field name of the field at fault; empty for the object as a whole
 * @param index index of the element at fault along each axis; empty for the field as a whole
 * @param detail a sentence for the caller
 */
public record Fault(List<String> outer, String field, int[] index, String detail) {

    public Fault(String field, int[] index, String detail) {
        this(List.of(), field, index, detail);
    }

    public static Fault of(String field, String detail) {
        return new Fault(field, new int[0], detail);
    }

    /** A fault of the request as a whole. */
    public static Fault whole(String detail) {
        return of("", detail);
    }

    /** This fault with a path prepended, for an object that is nested in another. */
    public Fault within(String... path) {
        return new Fault(Stream.concat(Stream.of(path), outer.stream()).toList(), field, index, detail);
    }

    /** The top-level field that contains the fault; empty for the request as a whole. */
    public String topField() {
        return outer.isEmpty() ? field : outer.getFirst();
    }
}
