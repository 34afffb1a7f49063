package dev.nabla.request;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing wrong with a request: where, and what would be right.
 *
 * @param outer names and indices on the way to the object that has the field; empty for a field of the request itself
 * @param field name of the field at fault; empty for the object as a whole
 * @param index index along each axis of the element at fault; empty for the field as a whole
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

    /** This fault as that of a request in which the object at fault lies at a place. */
    public Fault within(String... place) {
        return new Fault(Stream.concat(Stream.of(place), outer.stream()).toList(), field, index, detail);
    }

    /** The field of the request in which the fault lies; empty for the request as a whole. */
    public String topField() {
        return outer.isEmpty() ? field : outer.getFirst();
    }
}
