package dev.nabla.codec.safetensors;

import dev.nabla.codec.json.JsonFieldReader;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Literal;
import java.util.Arrays;
import java.util.List;

/** Reads fields from texts: JSON, or the text itself where that is allowed and the text is not JSON. */
final class TextFields {

    private static final String STARTS_OF_JSON = "{[\"-0123456789tfn";

    private final JsonFieldReader json;

    TextFields(JsonFieldReader json) {
        this.json = json;
    }

    Field read(String name, FieldKind kind, String text) {
        if (kind == FieldKind.Value.NAMES && !text.startsWith("[") && !text.equals("null")) {
            return new Field.Option(names(text));
        }
        if (mayBeText(kind) && (text.isEmpty() || STARTS_OF_JSON.indexOf(text.charAt(0)) < 0)) {
            return new Field.Option(new Literal.Text(text));
        }
        try {
            return json.read(name, kind, text);
        } catch (MalformedJsonException e) {
            return mayBeText(kind)
                    ? new Field.Option(new Literal.Text(text))
                    : new Field.Faulty(Fault.of(name, Excerpt.of(name) + " must be JSON in the metadata: " + e.detail()
                            + " (line " + e.line() + ", column " + e.column() + " of its text)"));
        }
    }

    private static Literal names(String text) {
        List<Literal> names = text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).<Literal>map(name -> new Literal.Text(name.strip())).toList();
        return new Literal.Array(names);
    }

    private static boolean mayBeText(FieldKind kind) {
        return switch (kind) {
            case FieldKind.Value value -> switch (value) {
                case OPTION, NAMES, DTYPE, ANY -> true;
                case REAL, EXACT, BOOLEAN, ELEMENTS, LATER, UNKNOWN -> false;
            };
            case FieldKind.OptionOrMembers _ -> true;
            case FieldKind.Members _,FieldKind.TensorOrMembers _,FieldKind.Items _ -> false;
        };
    }
}
