package dev.nabla.codec.json;

import dev.nabla.request.Literal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads values that are not tensors: the literals of options, and values that are skipped. */
final class ValueReader {

    private static final Literal NULL = new Literal.Null();
    private static final Literal OBJECT = new Literal.JsonObject();
    private static final Literal SOME_TEXT = new Literal.Text("");
    private static final Literal SOME_NUMBER = new Literal.Numeral(0);

    private final JsonScanner scanner;
    private final StringParser strings;
    private final NumberParser numbers;
    private boolean kept;
    private int count;

    ValueReader(JsonScanner scanner, StringParser strings, NumberParser numbers) {
        this.scanner = scanner;
        this.strings = strings;
        this.numbers = numbers;
    }

    /** Reads the value of an option. */
    Literal read() throws IOException {
        kept = true;
        count = 0;
        return value();
    }

    /** Whether the last value exceeded the limit of values; the excess was discarded. */
    boolean overflowed() {
        return count > scanner.limits.values();
    }

    /** Reads and discards a value, and returns some value of its kind. */
    Literal skip() throws IOException {
        kept = false;
        return value();
    }

    private Literal value() throws IOException {
        int token = scanner.token();
        return switch (token) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", new Literal.Flag(true));
            case 'f' -> word("false", new Literal.Flag(false));
            case 'n' -> word("null", NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw scanner.notAValue(token);
        };
    }

    private Literal object() throws IOException {
        boolean keptOutside = kept;
        kept = false;
        scanner.open();
        if (!scanner.closesAtOnce('}')) {
            MemberNames names = new MemberNames(scanner, strings);
            do {
                names.next();
                value();
            } while (scanner.another('}'));
        }
        kept = keptOutside;
        return OBJECT;
    }

    private Literal array() throws IOException {
        List<Literal> values = new ArrayList<>();
        scanner.open();
        if (!scanner.closesAtOnce(']')) {
            int index = 0;
            do {
                scanner.element(index++);
                Literal value = value();
                if (kept && count++ < scanner.limits.values()) {
                    values.add(value);
                }
            } while (scanner.another(']'));
        }
        return new Literal.Array(values);
    }

    private Literal string() throws IOException {
        if (kept) {
            return new Literal.Text(strings.read());
        }
        strings.skip();
        return SOME_TEXT;
    }

    private Literal number() throws IOException {
        numbers.parse();
        return kept ? new Literal.Numeral(numbers.toDouble()) : SOME_NUMBER;
    }

    private Literal word(String word, Literal literal) throws IOException {
        scanner.literal(word);
        return literal;
    }
}
