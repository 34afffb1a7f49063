package dev.nabla.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API key, of which only the SHA-256 digest is known.
 *
 * @param client the name of the client whose key it is
 * @param digest the SHA-256 digest of the key
 * @param scopes what the client may do with it
 */
record ApiKey(String client, byte[] digest, Set<Scope> scopes) {

    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{64}");

    /**
     * Creates an API key.
     *
     * @param digest its SHA-256 digest in hexadecimal digits
     * @throws IllegalArgumentException if the client's name or the digest cannot be one; the message does not repeat the
     *         digest, in whose place somebody may have put the key
     */
    static ApiKey of(String client, String digest, Set<Scope> scopes) {
        if (!CLIENT.matcher(client).matches()) {
            throw new IllegalArgumentException(
                    "the name of a client must be 1 to 64 letters, digits, points, dashes or underscores");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a key of client " + client
                    + " is not a SHA-256 digest of 64 hexadecimal digits; printf %s KEY | sha256sum prints it");
        }
        ApiKey key = new ApiKey(client, HexFormat.of().parseHex(digest), Set.copyOf(scopes));
        if (key.has(digestOf(""))) {
            throw new IllegalArgumentException("a key of client " + client + " is the digest of an empty key");
        }
        return key;
    }

    /** Whether this is its digest; takes the same time for all digests. */
    boolean has(byte[] other) {
        return MessageDigest.isEqual(digest, other);
    }

    /** The digest of a key as it came in a header, of which Tomcat makes a character of each byte. */
    static byte[] digestOf(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
