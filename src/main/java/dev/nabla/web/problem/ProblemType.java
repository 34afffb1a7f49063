package dev.nabla.web.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The types of problems. Each has a page at its {@code type} URI. */
public enum ProblemType {
    MALFORMED_JSON(
            HttpStatus.BAD_REQUEST, "Malformed JSON",
            "The body is not valid JSON (RFC 8259): a syntax error, a duplicate key, invalid UTF-8, text after the end, or nesting that is too deep. The detail gives line and column. "
                    + "Write NaN and infinities as the strings \"NaN\", \"Infinity\" and \"-Infinity\"."),
    MALFORMED_TENSORS(
            HttpStatus.BAD_REQUEST, "Malformed tensors",
            "The body is not valid safetensors: its header is too long, not JSON, or does not describe the bytes after it, which must be those of its tensors, aligned, without holes, overlaps or an end of something else. "
                    + "The detail says what is wrong with which tensor."),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "Bad request",
            "The request line, the path, the query string, a header or the framing or compression of the body is malformed or too long."),
    UNAUTHORIZED(
            HttpStatus.UNAUTHORIZED, "Unauthorized",
            "The request has no valid credentials. The WWW-Authenticate header lists what the service takes: an API key in the X-API-Key header, or a token in Authorization: Bearer."),
    NOT_FOUND(
            HttpStatus.NOT_FOUND, "Not found",
            "Nothing has this name or path. GET /v1/losses lists the losses with their aliases; names are matched exactly."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed",
            "The path does not support this method. The Allow header lists the methods that it supports."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE, "Not acceptable",
            "No representation of the resource matches the Accept header. Losses are returned as application/json or application/vnd.safetensors."),
    FORBIDDEN(
            HttpStatus.FORBIDDEN, "Forbidden",
            "The client's key or token lacks the scope that the path needs: use for /v1 and /v2, metrics for metrics and build information. "
                    + "Or a page of another origin calls the service; nabla.cors.allowed-origins lists the origins whose pages may."),
    PRECONDITION_FAILED(
            HttpStatus.PRECONDITION_FAILED, "Precondition failed",
            "The document is not the one that the If-Match or If-Unmodified-Since header asks for."),
    RANGE_NOT_SATISFIABLE(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Range not satisfiable",
            "The document has no such part as the Range header asks for."),
    REQUEST_TIMEOUT(
            HttpStatus.REQUEST_TIMEOUT, "Request timeout",
            "The body did not arrive in time: nabla.connections.min-rate is the minimum rate, nabla.connections.stall-timeout how long a slower client is waited for, "
                    + "nabla.connections.transfer-timeout the limit for one body."),
    PAYLOAD_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE, "Payload too large",
            "The body is larger than nabla.limits.max-body-size, or what it asks for takes more memory than nabla.limits.memory or more time than nabla.limits.time. Send fewer elements per request, or float32 with fewer digits."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
            "Send the body as application/json in UTF-8 or as application/vnd.safetensors, compressed by gzip or not at all. Where a path takes a stream, it is application/x-ndjson: a request on each line."),
    EXPECTATION_FAILED(
            HttpStatus.EXPECTATION_FAILED, "Expectation failed",
            "The only expectation that the service meets is Expect: 100-continue."),
    INVALID_REQUEST(
            HttpStatus.UNPROCESSABLE_CONTENT, "Invalid request",
            "A field of the body or a query parameter is unknown, missing or of the wrong type, a tensor is ragged or has the wrong shape, a number is outside its domain, or an option outside its range. "
                    + "Each entry of errors says where, by JSON pointer, what is wrong and what is expected. It lists the first hundred in document order; errors_omitted says how many more were found. Long names are cut."),
    TOO_MANY_REQUESTS(
            HttpStatus.TOO_MANY_REQUESTS, "Too many requests",
            "The client has sent more requests or bytes than nabla.rate-limit allows. The RateLimit header tells what is left. "
                    + "Retry after the seconds given by the Retry-After header."),
    BUSY(
            HttpStatus.SERVICE_UNAVAILABLE, "Service busy",
            "The memory or the cores that the request needs are in use by other requests and did not become free in time; nabla.limits.memory limits the memory of all requests, nabla.limits.queue-timeout the time that one waits. "
                    + "Retry after the seconds given by the Retry-After header."),
    TOKENS_NOT_VERIFIABLE(
            HttpStatus.SERVICE_UNAVAILABLE, "Tokens not verifiable",
            "The keys that tokens are signed with could not be fetched from their issuer, so the token could not be verified. Retry later; API keys are not affected."),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR, "Internal server error",
            "This is a bug in the service, not a problem with the request. The service's log has the details."),
    NOT_IMPLEMENTED(
            HttpStatus.NOT_IMPLEMENTED, "Not implemented",
            "The service does not know this method, or this Transfer-Encoding; the only one that it reads is chunked."),
    HTTP_VERSION_NOT_SUPPORTED(
            HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP version not supported",
            "Send the request as HTTP/1.1.");

    private static final String PATH = "/problems/";

    private final HttpStatus status;
    private final String title;
    private final String explanation;

    ProblemType(HttpStatus status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The cause, and what to do. */
    public String explanation() {
        return explanation;
    }

    /** The last part of the path of its page. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The path of its page. */
    public URI uri() {
        return URI.create(PATH + slug());
    }

    static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The type for a status that Spring or Tomcat chose. */
    public static ProblemType of(HttpStatusCode status) {
        ProblemType fallback = status.is4xxClientError() ? BAD_REQUEST : INTERNAL_ERROR;
        return Arrays.stream(values())
                .filter(type -> type != MALFORMED_JSON && type != MALFORMED_TENSORS && type.status.isSameCodeAs(status))
                .findFirst().orElse(fallback);
    }
}
