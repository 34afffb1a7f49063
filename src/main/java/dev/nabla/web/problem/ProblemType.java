package dev.nabla.web.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The kinds of problem that a caller can meet. Each has a page that its {@code type} leads to. */
public enum ProblemType {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON",
            "The text of the body breaks the grammar of RFC 8259: its syntax, a duplicate key, bytes that are not UTF-8, text after the end, or nesting that is too deep. "
                    + "The detail says where, by line and column. Numbers that are not finite are written as the strings \"NaN\", \"Infinity\" and \"-Infinity\"."),
    BAD_REQUEST(
            HttpStatus.BAD_REQUEST, "The request is not valid HTTP for this path",
            "The path, the query or a header cannot be understood."),
    NOT_FOUND(HttpStatus.NOT_FOUND,
            "There is nothing here",
            "No loss, page or document has this name. GET /v1/losses lists the losses with their aliases; names are spelt exactly."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED, "The method does not exist here",
            "The path exists, but not for this method; the header Allow names those that do."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE, "The answer does not come in this form",
            "The header Accept asks for a form that this path does not answer in. Losses are answered as application/json."),
    PAYLOAD_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE, "The body is too large",
            "The body has more bytes than nabla.limits.max-body-size allows. Send fewer at once, or float32 as fewer digits."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body does not come in a form that is read here",
            "The header Content-Type must be application/json, in UTF-8, and the body must not be compressed."),
    INVALID_REQUEST(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The request is not valid",
            "A field of the body or a parameter of the query is unknown, missing or of the wrong type, a tensor is ragged or of the wrong shape, a number is outside its domain, or an option outside its range. "
                    + "Each entry of errors points to the place, in a body by JSON pointer, and says what would be right."),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "The service is busy",
            "The memory that the request needs is taken by others, and did not become free while it waited; nabla.limits.memory limits them all together. "
                    + "Send it again after the seconds that the header Retry-After says."),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The service failed",
            "This is a defect of the service, not of the request. The log of the service says more.");

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

    /** What causes it, and what to do. */
    public String explanation() {
        return explanation;
    }

    /** The last part of the path of its page. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The page that explains it. */
    public URI uri() {
        return URI.create(PATH + slug());
    }

    static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The type for a status that the framework decided on. */
    public static ProblemType of(HttpStatusCode status) {
        ProblemType otherwise = status.is4xxClientError() ? BAD_REQUEST : INTERNAL_ERROR;
        return Arrays.stream(values()).filter(type -> type != MALFORMED_JSON && type.status.isSameCodeAs(status))
                .findFirst().orElse(otherwise);
    }
}
