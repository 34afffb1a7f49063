package dev.nabla.codec.json;

import static dev.nabla.codec.json.JsonInput.END;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads a document: its fields, each by its kind. */
final class DocumentReader {

    /** Replaces the detail of a fault that no answer lists, since many take more memory than their text. */
    private static final String UNLISTED = "the value is invalid";

    private static final Field UNKNOWN = new Field.Unknown();

    private final FieldKinds kinds;
    private final JsonScanner scanner;
    private final StringParser strings;
    private final NumberParser numbers;
    private final ValueReader values;
    private final boolean isDTypeGiven;
    private @Nullable DType dtype;
    private int faulty;

    DocumentReader(FieldKinds kinds, JsonScanner scanner, @Nullable DType dtype) {
        this(kinds, scanner, dtype, dtype != null);
    }

    private DocumentReader(FieldKinds kinds, JsonScanner scanner, @Nullable DType dtype, boolean isDTypeGiven) {
        this.kinds = kinds;
        this.scanner = scanner;
        this.isDTypeGiven = isDTypeGiven;
        this.dtype = dtype;
        this.strings = new StringParser(scanner);
        this.numbers = new NumberParser(scanner);
        this.values = new ValueReader(scanner, strings, numbers);
    }

    Fields read() throws IOException {
        int token = scanner.token();
        if (token == END) {
            throw scanner.malformed("the body is empty; expected a JSON object");
        }
        if (token == 0xEF) {
            throw scanner.malformed("the body must not start with a byte order mark; expected a JSON object in UTF-8");
        }
        return token == '{' ? object() : notAnObject();
    }

    /** Reads a document that is the value of one field. */
    Field read(String name, FieldKind kind) throws IOException {
        Field field = field(name, kind);
        scanner.end();
        return field;
    }

    private Fields notAnObject() throws IOException {
        Literal value = values.skip();
        scanner.end();
        throw new InvalidRequestException(Fault.whole("the body must be a JSON object, got " + value.kind()));
    }

    private Fields object() throws IOException {
        Fields fields = fields(kinds);
        scanner.end();
        return fields;
    }

    private Fields fields(FieldKinds schema) throws IOException {
        DType outer = dtype;
        FieldKinds kindOf = schema;
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        SequencedMap<String, byte[]> deferred = new LinkedHashMap<>();
        scanner.open();
        if (!scanner.closesAtOnce('}')) {
            MemberNames names = new MemberNames(scanner, strings);
            do {
                String name = names.next();
                FieldKind kind = kindOf.of(name);
                if (kind == FieldKind.Value.LATER) {
                    fields.put(name, UNKNOWN);
                    deferred.put(name, capture());
                } else {
                    Field field = field(name, kind);
                    fields.put(name, field);
                    kindOf = kindOf.after(name, field);
                }
            } while (scanner.another('}'));
        }
        for (Map.Entry<String, byte[]> value : deferred.entrySet()) {
            fields.put(value.getKey(), deferred(value.getKey(), kindOf.of(value.getKey()), value.getValue()));
        }
        dtype = outer;
        return Fields.of(fields);
    }

    /** The text of a value, which is checked for its syntax only. */
    private byte[] capture() throws IOException {
        scanner.token();
        scanner.input.beginCapture();
        values.skip();
        byte[] text = scanner.input.endCapture();
        Storage.count(text.length);
        return text;
    }

    /** Reads a captured value, now that its kind is known; if it never will be, it is no field of the object. */
    private Field deferred(String name, FieldKind kind, byte[] text) throws IOException {
        if (kind == FieldKind.Value.LATER) {
            return UNKNOWN;
        }
        DocumentReader reader = new DocumentReader(_ -> kind,
                new JsonScanner(new JsonInput(new ByteArrayInputStream(text)), scanner.limits, 1), dtype, isDTypeGiven);
        reader.faulty = faulty;
        Field field = reader.field(name, kind);
        faulty = reader.faulty;
        Storage.count(-text.length);
        return field;
    }

    private Field field(String name, FieldKind kind) throws IOException {
        Field field = content(name, kind);
        return field instanceof Field.Faulty && ++faulty > Faults.MOST
                ? new Field.Faulty(Fault.of(name, UNLISTED))
                : field;
    }

    private Field content(String name, FieldKind kind) throws IOException {
        return switch (kind) {
            case FieldKind.Value value -> value(name, value);
            case FieldKind.Members(FieldKinds of) -> scanner.token() == '{'
                    ? new Field.Members(fields(of))
                    : structureExpected(name, "an object");
            case FieldKind.TensorOrMembers(FieldKinds of) -> scanner.token() == '{'
                    ? new Field.Members(fields(of))
                    : value(name, FieldKind.Value.EXACT);
            case FieldKind.OptionOrMembers(FieldKinds of) -> scanner.token() == '{'
                    ? new Field.Members(fields(of))
                    : value(name, FieldKind.Value.OPTION);
            case FieldKind.Items(FieldKind each) -> scanner.token() == '['
                    ? items(name, each)
                    : structureExpected(name, "an array of objects");
        };
    }

    private Field structureExpected(String name, String expected) throws IOException {
        return scanner.token() == 'n'
                ? new Field.Option(values.read())
                : new Field.Faulty(
                        Fault.of(name, Excerpt.of(name) + " must be " + expected + ", got " + values.skip().kind()));
    }

    private Field items(String name, FieldKind kind) throws IOException {
        List<Field> items = new ArrayList<>();
        scanner.open();
        if (!scanner.closesAtOnce(']')) {
            int count = 0;
            do {
                scanner.element(count);
                scanner.field();
                if (count++ < scanner.limits.values()) {
                    items.add(field(Integer.toString(count - 1), kind));
                } else {
                    values.skip();
                }
            } while (scanner.another(']'));
            if (count > scanner.limits.values()) {
                return new Field.Faulty(
                        Fault.of(name,
                                Excerpt.of(name) + " may have at most " + scanner.limits.values() + " elements"));
            }
        }
        return new Field.Items(List.copyOf(items));
    }

    private Field value(String name, FieldKind.Value kind) throws IOException {
        return switch (kind) {
            case REAL -> tensor(name, dtype == DType.FLOAT32
                    ? new Float32Elements(numbers, strings, values)
                    : new Float64Elements(numbers, strings, values));
            case EXACT -> tensor(name, new Float64Elements(numbers, strings, values));
            case BOOLEAN -> tensor(name, new BooleanElements(values));
            case ELEMENTS -> tensor(name, new UntypedElements(new Float64Elements(numbers, strings, values),
                    new BooleanElements(values)));
            case OPTION, NAMES -> option(name);
            case DTYPE -> dtype(name);
            case ANY -> mayBeTensor(scanner.token())
                    ? tensor(name, new Float64Elements(numbers, strings, values))
                    : option(name);
            case UNKNOWN, LATER -> unknown();
        };
    }

    private Field tensor(String name, TensorElements elements) throws IOException {
        if (scanner.token() == 'n') {
            return new Field.Option(values.read());
        }
        return new TensorReader(name, scanner, values, elements).read();
    }

    private Field option(String name) throws IOException {
        Literal value = values.read();
        if (values.overflowed()) {
            return new Field.Faulty(
                    Fault.of(name, Excerpt.of(name) + " may have at most " + scanner.limits.values() + " values"));
        }
        return new Field.Option(value);
    }

    private static boolean mayBeTensor(int token) {
        return token == '[' || token == '-' || NumberParser.isDigit(token);
    }

    /** Sets the dtype of the tensors that come after it, in the same object and in nested ones. */
    private Field dtype(String name) throws IOException {
        Field field = option(name);
        if (!isDTypeGiven && field instanceof Field.Option(Literal.Text(String label))) {
            dtype = DType.ofLabel(label).orElse(dtype);
        }
        return field;
    }

    private Field unknown() throws IOException {
        values.skip();
        return UNKNOWN;
    }
}
