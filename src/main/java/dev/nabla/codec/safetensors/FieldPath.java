package dev.nabla.codec.safetensors;

import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dotted name as a path in a request: {@code layers.0.weight}. Names may contain dots themselves, since the kinds of the fields
 * tell where one ends; where there is a choice, the outer name is as long as possible.
 *
 * @param names the names and indices
 * @param kinds what is at the end of each
 */
record FieldPath(List<String> names, List<FieldKind> kinds) {

    private static final char SEPARATOR = '.';

    private static FieldPath of(String name, FieldKind kind) {
        return new FieldPath(List.of(name), List.of(kind));
    }

    private FieldPath within(String name, FieldKind kind) {
        List<String> longer = new ArrayList<>(List.of(name));
        longer.addAll(names);
        List<FieldKind> more = new ArrayList<>(List.of(kind));
        more.addAll(kinds);
        return new FieldPath(longer, more);
    }

    /** The kind of the field. */
    FieldKind kind() {
        return kinds.getLast();
    }

    /** The last name. */
    String name() {
        return names.getLast();
    }

    /** The path of a dotted name; the last kind is {@link FieldKind.Value#UNKNOWN}, or ANY, if no such field is known. */
    static FieldPath of(String dotted, FieldKinds kinds) {
        FieldPath known = known(dotted, kinds);
        return known == null ? unknown(dotted, kinds) : known;
    }

    private static @Nullable FieldPath known(String dotted, FieldKinds kinds) {
        FieldKind whole = kinds.of(dotted);
        if (mayBeTensor(whole)) {
            return of(dotted, whole);
        }
        for (int dot = dotted.lastIndexOf(SEPARATOR); dot >= 0; dot = dotted.lastIndexOf(SEPARATOR, dot - 1)) {
            FieldKind outer = kinds.of(dotted.substring(0, dot));
            FieldKinds inside = inside(outer);
            FieldPath rest = inside == null ? null : known(dotted.substring(dot + 1), inside);
            if (rest != null) {
                return rest.within(dotted.substring(0, dot), outer);
            }
        }
        return isOpen(whole) ? null : of(dotted, whole);
    }

    /** A path to where the field would be if there were one, so that a fault names its object. */
    private static FieldPath unknown(String dotted, FieldKinds kinds) {
        int dot = dotted.indexOf(SEPARATOR);
        FieldKind outer = dot < 0 ? FieldKind.Value.UNKNOWN : kinds.of(dotted.substring(0, dot));
        FieldKinds inside = inside(outer);
        return inside == null
                ? of(dotted, kinds.of(dotted))
                : unknown(dotted.substring(dot + 1), inside).within(dotted.substring(0, dot), outer);
    }

    private static boolean mayBeTensor(FieldKind kind) {
        return switch (kind) {
            case FieldKind.Value value -> !isOpen(value);
            case FieldKind.TensorOrMembers _,FieldKind.OptionOrMembers _ -> true;
            case FieldKind.Members _,FieldKind.Items _ -> false;
        };
    }

    /** Whether a kind tells nothing: that of every name which is not known, or not yet. */
    private static boolean isOpen(FieldKind kind) {
        return kind == FieldKind.Value.UNKNOWN || kind == FieldKind.Value.ANY || kind == FieldKind.Value.LATER;
    }

    /** The kinds of what is inside; {@code null} if nothing can be. */
    private static @Nullable FieldKinds inside(FieldKind kind) {
        return switch (kind) {
            case FieldKind.Members(FieldKinds kinds) -> kinds;
            case FieldKind.TensorOrMembers(FieldKinds kinds) -> kinds;
            case FieldKind.OptionOrMembers(FieldKinds kinds) -> kinds;
            case FieldKind.Items(FieldKind each) -> name -> isIndex(name) ? each : FieldKind.Value.UNKNOWN;
            case FieldKind.Value _ -> null;
        };
    }

    /** Whether a name is an index as it is written, without leading zeros. */
    private static boolean isIndex(String name) {
        return name.length() < 10 && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }
}
