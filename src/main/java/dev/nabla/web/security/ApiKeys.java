package dev.nabla.web.security;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keys to look a caller's up in.
 *
 * @param keys each with another digest
 */
record ApiKeys(List<ApiKey> keys) {

    private static final String COMMENT = "#";

    ApiKeys {
        Set<String> digests = new HashSet<>();
        for (ApiKey key : keys) {
            if (!digests.add(HexFormat.of().formatHex(key.digest()))) {
                throw new IllegalArgumentException("a key of client " + key.client() + " appears twice");
            }
        }
    }

    /**
     * Reads a key per line: the client's name, the digest, and scopes separated by commas, {@code use} if there are none.
     *
     * @throws IllegalArgumentException if a line is something else, or there is none
     */
    static ApiKeys parse(String text) {
        List<ApiKey> keys = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith(COMMENT)) {
                try {
                    keys.add(parseLine(lines.get(i)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
        return new ApiKeys(keys);
    }

    private static ApiKey parseLine(String line) {
        String[] fields = line.split("\\s+", -1);
        return switch (fields.length) {
            case 2 -> ApiKey.of(fields[0], fields[1], EnumSet.of(Scope.USE));
            case 3 -> ApiKey.of(fields[0], fields[1], scopes(fields[2]));
            default -> throw new IllegalArgumentException("expected CLIENT DIGEST [SCOPE,...]");
        };
    }

    private static Set<Scope> scopes(String labels) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String label : labels.split(",", -1)) {
            scopes.add(Scope.of(label)
                    .orElseThrow(() -> new IllegalArgumentException("a scope must be \"use\" or \"metrics\"")));
        }
        return scopes;
    }

    /** These and more. */
    ApiKeys and(ApiKeys others) {
        List<ApiKey> all = new ArrayList<>(keys);
        all.addAll(others.keys);
        return new ApiKeys(all);
    }

    /** The key with this digest, if there is one. Compares all of them, so that the time does not tell which it was. */
    Optional<ApiKey> find(byte[] digest) {
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : keys) {
            if (key.has(digest)) {
                found = Optional.of(key);
            }
        }
        return found;
    }
}
