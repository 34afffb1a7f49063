package dev.nabla.codec.json;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads the names in an object, which must be distinct. */
final class MemberNames {

    private final JsonScanner scanner;
    private final StringParser strings;
    private final Set<String> names = new HashSet<>();

    MemberNames(JsonScanner scanner, StringParser strings) {
        this.scanner = scanner;
        this.strings = strings;
    }

    /** Reads the name of a member and the colon after it. */
    String next() throws IOException {
        int token = scanner.token();
        if (token != '"') {
            throw scanner.malformed(
                    "expected a key in double quotes, found " + JsonScanner.describe(token));
        }
        scanner.field();
        String name = strings.read();
        scanner.nesting.member(name);
        if (!names.add(name)) {
            throw scanner.malformed("duplicate key " + JsonScanner.quoted(name));
        }
        if (names.size() > scanner.limits.names()) {
            throw scanner.malformed("an object has more keys than the limit of " + scanner.limits.names());
        }
        scanner.colon();
        return name;
    }
}
