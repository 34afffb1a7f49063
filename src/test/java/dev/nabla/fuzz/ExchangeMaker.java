package dev.nabla.fuzz;

import static dev.nabla.fuzz.Exchange.ascii;
import static dev.nabla.fuzz.Exchange.concat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes requests: for resources with bodies, for documents, and such as break the rules of HTTP. */
final class ExchangeMaker {

    private static final String CRLF = "\r\n";

    private static final List<String> PATHS = List.of("/", "/losses", "/losses/mse", "/losses/x", "/migration", "/v1",
            "/v2", "/v2/losses", "/v2/models/mse", "/v2/models/mse/infer", "/problems/busy", "/problems/x",
            "/favicon.ico", "/favicon.svg", "/error", "/actuator",
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/x", "/actuator/info", "/actuator/env",
            "/actuator/prometheus", "/actuator/prometheus/x", "/actuator/../error", "/swagger-ui", "/swagger-ui.html",
            "/swagger-ui/", "/swagger-ui/x.js", "/v3/api-docs/swagger-config", "/v3/api-docs/x", "/webjars/x",
            "/v1/losses/mse/", "/v1//losses", "/V1/LOSSES", "//", "/.", "/..", "/v1/losses/mse/curve/x");

    /** Long to write and to read. */
    private static final List<String> DOCUMENTS = List.of("/v3/api-docs", "/v3/api-docs.yaml", "/actuator/prometheus",
            "/swagger-ui/swagger-ui.css");

    private static final List<String> ODD_PARTS = List.of("%", "%z", "%zz", "%00", "%0a", "%0d%0a", "%ff", "%c0%af",
            "%ed%a0%80", "%f4%90%80%80", "%2e%2e", "%2f", "%2F..%2f", "%5c", "\\", "..", "/../", "/./", "//", ";",
            ";jsessionid=1", ";a=b;c", "%3b", "%25", "%2500", "{x}", "|", "\"", "<script>", "^", "`", "+", "%20", "#x",
            "?",
            "\u0080", "\u00ff", "\u00c3\u00a9", "\t", "%E2%88%87", "[", "]", "@", ":", "&", "=", "a=%", "a=%zz&a=%zz",
            "&&", "=x", "a=1&a=1", "dtype=float32", "dtype=%zz", "dtype=float32&dtype=float64", "points=3", "points=x",
            "from=-1&to=1", "from=1e400", "target=NaN", "q=" + "x".repeat(70), "q=%00", "family=x");

    private static final List<String> METHODS = List.of("OPTIONS", "DELETE", "PUT", "PATCH", "TRACE", "FOO", "get",
            "PROPFIND",
            "M".repeat(300), "QUERY");

    private static final List<String> HEADERS = List.of("Accept: application/json", "Accept: text/html",
            "Accept: text/html,*/*;q=0.8", "Accept: image/svg+xml", "Accept: a", "Accept: ;;;", "Accept: */*;q=x",
            "Accept: " + "a/b,".repeat(300), "Accept: application/json;charset=x", "Accept: application/problem+json",
            "Accept:", "Accept-Encoding: gzip", "Accept-Encoding: ;", "Accept-Language: \u00ff", "Accept-Charset: x",
            "Content-Encoding: gzip", "Content-Encoding: br", "Content-Encoding: identity",
            "Content-Encoding: " + "x".repeat(500),
            "Content-Type: text/plain", "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/json; charset=nonsense", "Content-Type: ;;;", "Content-Type: /",
            "Content-Type: application/json;;", "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=x", "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: application/" + "x".repeat(2000), "Content-Type: application/x-ndjson",
            "Content-Type: application/vnd.safetensors", "Content-Type: application/octet-stream", "Range: bytes=0-1",
            "Range: bytes=9-1,x", "If-None-Match: *", "If-None-Match: \"x", "If-Match: x", "If-Modified-Since: x",
            "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "Cookie: a=b; JSESSIONID=1", "Cookie: ;;=\u0001",
            "Origin: http://x", "Origin: null", "Origin: \u00ff", "Access-Control-Request-Method: POST",
            "Access-Control-Request-Method: FOO", "X-Forwarded-Host: x y", "X-Forwarded-Port: x",
            "X-Forwarded-Proto: ftp", "Forwarded: for=;;", "X-HTTP-Method-Override: DELETE", "Upgrade: h2c",
            "Upgrade: websocket", "HTTP2-Settings: x", "Connection: upgrade", "Connection: x", "Connection: keep-alive",
            "Connection: close", "Keep-Alive: x", "TE: trailers", "Trailer: X", "Via: x", "Authorization: x",
            "Authorization: Bearer \u00ff", "traceparent: x", "Expect: 100-continue", "Expect: x",
            "Expect: 100-Continue, y",
            "Max-Forwards: x", "X: " + "x".repeat(3000));

    private static final List<String> BAD_HEADERS = List.of("NoColon", ": x", "X : y", " X: y", "X\u0001: y",
            "X: a\u0000b",
            "X: a\rb", "\u00ff: y", "(x): y", "Host: a b", "Host: [", "Host: [::1", "Host: x:99999", "Host: x:y",
            "Host: x/y",
            "Host:", "Host: \u00ff", "Host: a\u0000", "Content-Length: x", "Content-Length: -1", "Content-Length: +1",
            "Content-Length: 99999999999999999999", "Content-Length: 1,2", "Content-Length: 0x1",
            "Content-Length: 3" + CRLF + "Content-Length: 4", "Content-Length: 3" + CRLF + "Content-Length: 3",
            "Transfer-Encoding: foo", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: chunked" + CRLF + "Content-Length: 3", "Transfer-Encoding:",
            "Transfer-Encoding: \u000bchunked",
            "X: " + "x".repeat(9000), "X: " + "x".repeat(70_000), "x: y\r\n".repeat(150) + "X: y", "X: y\r\n folded");

    private final Vocabulary vocabulary;
    private final Choices choices;
    private final BodyMaker bodies;

    ExchangeMaker(Vocabulary vocabulary, Choices choices) {
        this.vocabulary = vocabulary;
        this.choices = choices;
        this.bodies = new BodyMaker(vocabulary, choices);
    }

    Exchange next() {
        return switch (choices.below(20)) {
            case 0, 1, 2 -> document();
            case 3 -> post(true);
            case 4 -> document().then(post(false)).then(document());
            case 5, 6 -> odd();
            default -> post(false);
        };
    }

    private Exchange post(boolean isOdd) {
        BodyMaker.Body body = bodies.next();
        List<String> headers = headers(isOdd ? 4 : choices.oneIn(4) ? 2 : 0);
        if (headers.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
            headers.add("Content-Type: application/json");
        }
        String target = body.path() + (isOdd ? query() : "");
        String method = isOdd && choices.oneIn(4) ? choices.of(METHODS) : "POST";
        if (choices.oneIn(4)) {
            headers.add("Transfer-Encoding: chunked");
            return Exchange.framed(method, concat(head(method, target, headers), chunks(body.bytes())));
        }
        headers.add("Content-Length: " + body.bytes().length);
        return Exchange.framed(method, concat(head(method, target, headers), body.bytes()));
    }

    private Exchange document() {
        return document(choices.oneIn(4) ? choices.of("HEAD", choices.of(METHODS)) : "GET");
    }

    private Exchange document(String method) {
        String path = choices.oneIn(60)
                ? choices.of(DOCUMENTS)
                : choices.oneIn(2)
                        ? choices.of(PATHS)
                        : choices.of(vocabulary.templates()).replaceAll("\\{\\w+}", choices.of(vocabulary.names()));
        return Exchange.framed(method, head(method, path + query(), headers(2)));
    }

    /** What may follow a path: mostly nothing, or a query string that is read without complaint. */
    private String query() {
        return choices.oneIn(2)
                ? ""
                : "?" + choices.of("", "a", "a=b", "dtype=float32", "points=3", "from=0&to=1", "q=mse",
                        "q=%E2%88%87", "target=0.5", "delta=2", "family=regression", "a=%20", "x".repeat(70) + "=1",
                        "points=10001");
    }

    private List<String> headers(int most) {
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        for (int i = choices.below(most + 1); i > 0; i--) {
            headers.add(choices.of(HEADERS));
        }
        return headers;
    }

    private static byte[] head(String method, String target, List<String> headers) {
        return ascii(method + " " + target + " HTTP/1.1" + CRLF + String.join(CRLF, headers) + CRLF + CRLF);
    }

    private byte[] chunks(byte[] body) {
        byte[] chunks = new byte[0];
        for (int start = 0; start < body.length;) {
            int size = Math.min(body.length - start, choices.of(1, 7, 100, 5000, 100_000));
            String extension = choices.oneIn(10) ? ";a=b" : "";
            chunks = concat(chunks, ascii(Integer.toHexString(size) + extension + CRLF),
                    Arrays.copyOfRange(body, start, start + size), ascii(CRLF));
            start += size;
        }
        String trailer = choices.oneIn(10)
                ? choices.of("X: y" + CRLF, "Host: x" + CRLF, "Content-Length: 3" + CRLF)
                : "";
        return concat(chunks, ascii("0" + CRLF + trailer + CRLF));
    }

    /** Breaks one rule of HTTP. */
    private Exchange odd() {
        return switch (choices.below(11)) {
            case 0, 1 -> oddTarget();
            case 2, 3 -> oddHeader();
            case 4 -> oddRequestLine();
            case 5 -> oddChunks();
            case 6 -> Exchange.unfinished(cut(post(false).bytes()));
            case 7 -> Exchange.unfinished(flipped(post(false).bytes()));
            case 8 -> lengthTooShort();
            case 9 -> Exchange.unfinished(
                    ascii(choices.of("\r\n\r\n\r\n", "\n", "\0\0\0\0", "\u0016\u0003\u0001\u0002\u0000\u0001",
                            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /\r\n", "GET / HTTP/1.1\n\n", "hello\r\n\r\n")));
            default -> Exchange.broken(concat(document("GET").bytes(), flipped(document("GET").bytes())));
        };
    }

    private Exchange oddTarget() {
        String path = choices.of(choices.of(PATHS), "/v1/losses/mse/curve", "/v1/losses/mse", "/v1/losses");
        String part = choices.oneIn(15)
                ? choices.of("x", "%41", "a=1&").repeat(choices.of(1500, 3000, 40_000))
                : choices.of(ODD_PARTS);
        String target = switch (choices.below(4)) {
            case 0 -> path + part;
            case 1 -> path + "/" + part;
            case 2 -> choices.of("http://x", "http://", "x:", "", "http://[::1", "ftp://a:b@c") + path;
            default -> path + "?" + part;
        };
        String method = choices.of("GET", "GET", "POST", choices.of(METHODS));
        return Exchange.broken(head(method, target, List.of("Host: x", "Content-Length: 0", "Connection: close")));
    }

    private Exchange oddHeader() {
        List<String> headers = new ArrayList<>(choices.oneIn(3) ? List.of() : List.of("Host: x"));
        headers.add(choices.of(BAD_HEADERS));
        String method = choices.of("GET", "POST");
        String path = choices.of("/v1/losses/mse", "/v1/losses", "/actuator/health", "/error", "/x");
        return Exchange.broken(concat(head(method, path, headers), ascii("{\"a")));
    }

    private Exchange oddRequestLine() {
        String line = choices.of("GET / HTTP/1.0", "GET / HTTP/1.2", "GET / HTTP/2.0", "GET / HTTP/9", "GET / http/1.1",
                "GET / HTTP/1.1 ", "GET  /  HTTP/1.1", "GET\t/\tHTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/",
                "GET / XYZ/1.1",
                "GET", "GET ", "/ HTTP/1.1", "GET HTTP/1.1", "G\u0001T / HTTP/1.1", "GET /\u0000 HTTP/1.1",
                "G,T / HTTP/1.1",
                "OPTIONS * HTTP/1.1", "CONNECT x:1 HTTP/1.1", "GET x HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.11",
                "\u00ff / HTTP/1.1", "GET " + "/x".repeat(5000) + " HTTP/1.1");
        return Exchange.broken(ascii(line + CRLF + "Host: x" + CRLF + "Connection: close" + CRLF + CRLF));
    }

    private Exchange oddChunks() {
        String chunks = choices.of("x\r\n\r\n", "-1\r\n\r\n", "\r\n", "ffffffff\r\n{}", "fffffffffffffffff\r\n{}",
                "2\r\n{}x\r\n0\r\n\r\n", "2\n{}\n0\n\n", "2 \r\n{}\r\n0\r\n\r\n",
                "2;" + "x".repeat(9000) + "\r\n{}\r\n0\r\n\r\n",
                "2;\u0000\r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX: " + "y".repeat(9000) + "\r\n\r\n",
                "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(2000) + "\r\n", "2\r\n{}\r\n0\r\nX\r\n\r\n",
                "2\r\n{}\r\n0\r\n: x\r\n\r\n",
                "2\r\n{}\r\n0\r\nX: \u0000\r\n\r\n", "00000000000000002\r\n{}\r\n0\r\n\r\n");
        String encoding = choices.of("chunked", "CHUNKED", "chunked ", "identity, chunked",
                "chunked\r\nTransfer-Encoding: chunked");
        return Exchange.broken(concat(head("POST", choices.of("/v1/losses/mse", "/v1/losses", "/x", "/actuator/health"),
                List.of("Host: x", "Content-Type: application/json", "Transfer-Encoding: " + encoding)),
                ascii(chunks)));
    }

    /** What is left of the body is taken for the next request. */
    private Exchange lengthTooShort() {
        BodyMaker.Body body = bodies.next();
        return Exchange.broken(concat(head("POST", body.path(), List.of("Host: x", "Content-Type: application/json",
                "Content-Length: " + choices.below(body.bytes().length + 1))), body.bytes(), ascii(CRLF + CRLF)));
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, choices.below(bytes.length));
    }

    /** With a byte of the head changed. */
    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(CRLF + CRLF);
        flipped[choices.below(Math.max(1, end))] = choices.anyByte();
        return flipped;
    }

    /** The probe: an ordinary request, whose answer is known. */
    static Exchange probe() {
        String body = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";
        return Exchange.framed("POST", ascii("POST /v1/losses/mse HTTP/1.1" + CRLF + "Host: x" + CRLF
                + "Content-Type: application/json" + CRLF + "Content-Length: " + body.length() + CRLF + CRLF
                + body));
    }
}
