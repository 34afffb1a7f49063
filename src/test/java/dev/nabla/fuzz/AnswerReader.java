package dev.nabla.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads answers from a connection, strictly: what follows one must be the next. */
final class AnswerReader {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})( .*)?");

    private final InputStream in;

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * Reads the final answer to a request; interim ones are skipped.
     *
     * @return null if the connection was closed instead
     */
    @Nullable
    HttpAnswer read(String method) throws IOException {
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            Matcher status = STATUS.matcher(line);
            if (!status.matches() && isSimple(line)) {
                return new HttpAnswer(HttpAnswer.SIMPLE, Map.of(),
                        Exchange.concat(Exchange.ascii(line), in.readAllBytes()));
            }
            if (!status.matches()) {
                throw new IOException("not a status line: " + line);
            }
            int code = Integer.parseInt(status.group(1));
            Map<String, List<String>> headers = headers();
            if (code >= 200) {
                return new HttpAnswer(code, headers, body(method, code, headers));
            }
        }
    }

    /** Whether this begins the answer to a request without a version, as of HTTP/0.9: a body of JSON, HTML, metrics, CSS or YAML. */
    private static boolean isSimple(String line) {
        return Stream.of("{\"", "<", "# ", ".", "openapi: ").anyMatch(line::startsWith);
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = some(line()); !line.isEmpty(); line = some(line())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(String method, int status, Map<String, List<String>> headers) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new byte[0];
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        if (headers.containsKey("transfer-encoding")) {
            if (!lengths.isEmpty()) {
                throw new IOException("both Content-Length and Transfer-Encoding");
            }
            return chunks();
        }
        if (lengths.size() > 1) {
            throw new IOException("several Content-Length");
        }
        return lengths.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(lengths.getFirst()));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            requireEmpty(line());
        }
        requireEmpty(line());
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(some(line()), 16);
    }

    private static void requireEmpty(@Nullable String line) throws IOException {
        if (!some(line).isEmpty()) {
            throw new IOException("text after a chunk: " + line);
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("an answer of " + length + " bytes ends after " + bytes.length);
        }
        return bytes;
    }

    private static String some(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("an answer ends in its head or between chunks");
        }
        return line;
    }

    /** A line without its end; null if there is nothing more. */
    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() == 0) {
                    return null;
                }
                break;
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
