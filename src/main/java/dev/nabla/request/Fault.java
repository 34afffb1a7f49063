package dev.nabla.request;

import java.util.List;
import java.util.stream.Stream;

/**
 * A validation error of a request: where it is, and what would be valid.
 *
 * @param path names and indices on the path to the field at fault, which is the last; empty for the request as a whole
 * @param index index of the element at fault along each axis; empty for the field as a whole
 * @param detail a sentence for the caller
 */
public record Fault(List<String> path, int[] index, String detail) {

    /** The maximum length of a detail; only one that is put together of long texts is cut. */
    private static final int MAX_DETAIL = 1000;

    private static final int[] NO_INDEX = {};

    public Fault {
        detail = Excerpt.cut(detail, MAX_DETAIL);
    }

    public Fault(String field, int[] index, String detail) {
        this(List.of(field), index, detail);
    }

    public static Fault of(String field, String detail) {
        return new Fault(field, NO_INDEX, detail);
    }

    /** A fault of the request, or of an object in it, as a whole. */
    public static Fault whole(String detail) {
        return new Fault(List.of(), NO_INDEX, detail);
    }

    /** This fault with a path prepended, for an object that is nested in another. */
    public Fault within(String... outer) {
        return new Fault(Stream.concat(Stream.of(outer), path.stream()).toList(), index, detail);
    }

    /** This fault in the object that contains its field, {@code depth} names from the request, instead of in the field. */
    Fault upTo(int depth) {
        return new Fault(path.subList(0, depth), NO_INDEX, detail);
    }

    /** The detail, which begins with the place: {@code targets[0]: must be …}. */
    public String detailWithPlace() {
        String place = place();
        return place.isEmpty() || detail.startsWith(place + " ") ? detail : place + ": " + detail;
    }

    /** Where it is, as in code: {@code layers[1].weight[0][2]}. */
    private String place() {
        StringBuilder place = new StringBuilder();
        for (String name : path) {
            boolean isIndex = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
            String shown = Excerpt.of(name);
            place.append(isIndex ? "[" + shown + "]" : place.isEmpty() ? shown : "." + shown);
        }
        for (int each : index) {
            place.append('[').append(each).append(']');
        }
        return place.toString();
    }

    /** Whether it is a fault of the request as a whole. */
    public boolean isWhole() {
        return path.isEmpty();
    }

    /** The name of the field at fault; empty for the request as a whole. */
    public String field() {
        return isWhole() ? "" : path.getLast();
    }

    /** The names and indices before the field at fault. */
    public List<String> outer() {
        return isWhole() ? path : path.subList(0, path.size() - 1);
    }

    /** The top-level field that contains the fault; empty for the request as a whole. */
    public String topField() {
        return isWhole() ? "" : path.getFirst();
    }
}
