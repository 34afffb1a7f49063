package dev.nabla.codec.inference;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the JSON of a request. Each method throws {@link InvalidRequestException} if what it takes is not
 * what it must be.
 *
 * @param path names and indices on the path to the object
 */
record Members(Fields fields, List<String> path) {

    /** Requires that every member has one of these names. */
    void requireKnown(String... known) {
        fields.forEach((name, field) -> {
            if (field instanceof Field.Unknown) {
                throw fault("there is no member " + Excerpt.of(name) + " here; the members are "
                        + String.join(", ", known));
            }
        });
    }

    /** A text; {@code null} if there is none. */
    @Nullable
    String text(String name) {
        return switch (fields.get(name)) {
            case null -> null;
            case Field.Option(Literal.Null _) -> null;
            case Field.Option(Literal.Text(String text)) -> text;
            case Field other -> throw wrong(name, "a string", other);
        };
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    long[] integers(String name) {
        if (!(fields.get(name) instanceof Field.Option(Literal.Array(List<Literal> values)))) {
            throw fields.has(name)
                    ? wrong(name, "an array of integers", Objects.requireNonNull(fields.get(name)))
                    : missing(name);
        }
        return values.stream().mapToLong(value -> {
            if (!(value instanceof Literal.Numeral(double number)) || number != Math.rint(number)
                    || Math.abs(number) > Literal.LARGEST_EXACT) {
                throw fault(name, "must be an array of integers, has " + value.excerpt());
            }
            return (long) number;
        }).toArray();
    }

    /** An object; empty if there is none. */
    Fields members(String name) {
        return switch (fields.get(name)) {
            case null -> Fields.empty();
            case Field.Option(Literal.Null _) -> Fields.empty();
            case Field.Members(Fields members) -> members;
            case Field other -> throw wrong(name, "an object", other);
        };
    }

    /** The objects in an array; none if there is none. */
    List<Members> items(String name) {
        return switch (fields.get(name)) {
            case null -> List.of();
            case Field.Option(Literal.Null _) -> List.of();
            case Field.Items(List<Field> each) -> items(name, each);
            case Field other -> throw wrong(name, "an array of objects", other);
        };
    }

    private List<Members> items(String name, List<Field> each) {
        List<Members> items = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            String[] item = pathTo(name, Integer.toString(i));
            switch (each.get(i)) {
                case Field.Members(Fields members) -> items.add(new Members(members, List.of(item)));
                case Field.Faulty(Fault fault, Fault _) -> throw new InvalidRequestException(
                        fault.within(pathTo(name)));
                default -> throw new InvalidRequestException(Fault.whole("must be an object").within(item));
            }
        }
        return items;
    }

    /** The path to a member. */
    String[] pathTo(String... names) {
        return Stream.concat(path.stream(), Stream.of(names)).toArray(String[]::new);
    }

    /** A fault of the object. */
    InvalidRequestException fault(String detail) {
        return new InvalidRequestException(Fault.whole(detail).within(pathTo()));
    }

    /** A fault of a member. */
    InvalidRequestException fault(String name, String detail) {
        return new InvalidRequestException(Fault.whole(detail).within(pathTo(name)));
    }

    private InvalidRequestException missing(String name) {
        return fault(name + " is missing");
    }

    private InvalidRequestException wrong(String name, String expected, Field sent) {
        return switch (sent) {
            case Field.Faulty(Fault fault, Fault _) -> new InvalidRequestException(fault.within(pathTo()));
            case Field.Option(Literal value) -> fault(name, "must be " + expected + ", got " + value.excerpt());
            default -> fault(name, "must be " + expected);
        };
    }
}
