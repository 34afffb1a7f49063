package dev.nabla.codec;

import static dev.nabla.codec.JsonInput.END;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Fault;
import dev.nabla.tensor.InvalidRequestException;
import dev.nabla.tensor.Literal;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads one document: its fields, each by its kind. */
final class DocumentReader {

    private final FieldKinds kinds;
    private final JsonScanner scanner;
    private final StringParser strings;
    private final NumberParser numbers;
    private final ValueReader values;
    private @Nullable DType dtype;

    DocumentReader(FieldKinds kinds, JsonScanner scanner, @Nullable DType dtype) {
        this.kinds = kinds;
        this.scanner = scanner;
        this.dtype = dtype;
        this.strings = new StringParser(scanner);
        this.numbers = new NumberParser(scanner);
        this.values = new ValueReader(scanner, strings, numbers);
    }

    RequestDocument read() throws IOException {
        int token = scanner.token();
        if (token == END) {
            throw scanner.malformed("the body is empty; expected a JSON object");
        }
        if (token == 0xEF) {
            throw scanner.malformed("the body must not start with a byte order mark; expected a JSON object in UTF-8");
        }
        return token == '{' ? object() : notAnObject();
    }

    private RequestDocument notAnObject() throws IOException {
        Literal value = values.skip();
        scanner.end();
        throw new InvalidRequestException(Fault.whole("the body must be a JSON object, was " + value.kind()));
    }

    private RequestDocument object() throws IOException {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        scanner.open();
        if (!scanner.closesAtOnce('}')) {
            MemberNames names = new MemberNames(scanner, strings);
            do {
                String name = names.next();
                fields.put(name, field(name));
            } while (scanner.another('}'));
        }
        scanner.end();
        return new RequestDocument(Collections.unmodifiableSequencedMap(fields));
    }

    private Field field(String name) throws IOException {
        return switch (kinds.of(name)) {
            case REAL -> tensor(name, dtype == DType.FLOAT32
                    ? new Float32Leaves(numbers, strings, values)
                    : new Float64Leaves(numbers, strings, values));
            case EXACT -> tensor(name, new Float64Leaves(numbers, strings, values));
            case BOOLEAN -> tensor(name, new BooleanLeaves(values));
            case OPTION -> option(name);
            case UNKNOWN -> unknown();
        };
    }

    private Field tensor(String name, Leaves leaves) throws IOException {
        if (scanner.token() == 'n') {
            return new Field.Option(values.read());
        }
        return new TensorReader(name, scanner, values, leaves).read();
    }

    private Field option(String name) throws IOException {
        Literal value = values.read();
        if (values.overflowed()) {
            return new Field.Faulty(
                    Fault.of(name, "an option holds at most " + scanner.limits.values() + " values"), null);
        }
        if (name.equals("dtype") && dtype == null && value instanceof Literal.Text text) {
            dtype = byLabel(text.value());
        }
        return new Field.Option(value);
    }

    /** Null for a name of no {@code dtype}, which is for the caller to judge. */
    private static @Nullable DType byLabel(String label) {
        for (DType each : DType.values()) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        return null;
    }

    private Field unknown() throws IOException {
        values.skip();
        return new Field.Unknown();
    }
}
