package dev.nabla.web.problem;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.gzip.MalformedGzipException;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.service.loss.NoCurveException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;

/**
 * Problem details (RFC 9457): why a request failed. In a stream or a batch, one of these takes the place of the answer to
 * each part that failed.
 *
 * @param type the type of problem
 * @param detail what is wrong, and what is expected
 * @param errors the first errors with their places in the body; empty if there is no place to point to
 * @param errorsOmitted how many more errors were found
 * @param retryAfter how long to wait before a retry; {@code null} if a retry is of no use
 */
public record Problem(
    ProblemType type,
    String detail,
    List<RequestError> errors,
    int errorsOmitted,
    @Nullable Duration retryAfter)
        implements
        Answer {

    private static final String ATTRIBUTE = Problem.class.getName();
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final String MALFORMED_QUERY = "The query string is malformed: it has a parameter without a name, "
            + "an incomplete % escape, bytes that are not UTF-8, or too many parameters";

    private static final String ERRORS_OMITTED = "errors_omitted";

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of(), 0, null);
    }

    /** Says why a request fails that the servlet container is about to answer by a status of its own. */
    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Optional<Problem> knownOf(ServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(ATTRIBUTE));
    }

    /** The problem for an exception; an unexpected exception is an internal error. */
    public static Problem of(Exception exception) {
        return switch (exception) {
            case InvalidRequestException invalid -> of(invalid);
            case MalformedJsonException malformed -> of(malformed);
            case MalformedTensorsException malformed -> of(malformed);
            case ProblemException refusal -> refusal.problem();
            case UnknownNameException unknown -> new Problem(ProblemType.NOT_FOUND, unknown.detail());
            case NoCurveException none -> new Problem(ProblemType.NOT_FOUND, none.detail());
            case BodyTooLargeException large -> new Problem(ProblemType.PAYLOAD_TOO_LARGE, large.detail());
            case TooCostlyException costly -> new Problem(ProblemType.PAYLOAD_TOO_LARGE, costly.detail());
            case OriginNotAllowedException origin -> new Problem(ProblemType.FORBIDDEN, origin.detail());
            case InvalidParameterException _ -> new Problem(ProblemType.BAD_REQUEST, MALFORMED_QUERY);
            case MalformedGzipException malformed -> new Problem(ProblemType.BAD_REQUEST, malformed.detail());
            case CompressedBodyException compressed ->
                new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, compressed.detail());
            case BusyException busy -> new Problem(ProblemType.BUSY, busy.detail(), List.of(), 0, busy.retryAfter());
            default -> new Problem(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.explanation());
        };
    }

    /** The problem of a part of a request, whose status tells nobody that the part failed: what is unexpected is logged. */
    public static Problem ofPart(Exception exception) {
        Problem problem = of(exception);
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.error("a part of a request failed", exception);
        }
        return problem;
    }

    private static Problem of(InvalidRequestException exception) {
        List<RequestError> errors = exception.faults().stream().map(RequestError::of).toList();
        return new Problem(ProblemType.INVALID_REQUEST, exception.faults().getFirst().detailWithPlace(), errors,
                exception.omitted(), null);
    }

    private static Problem of(MalformedJsonException exception) {
        String detail = exception.detail() + " (line " + exception.line() + ", column " + exception.column() + ")";
        return new Problem(ProblemType.MALFORMED_JSON, detail,
                List.of(new RequestError("#" + exception.pointer(), detail)), 0, null);
    }

    private static Problem of(MalformedTensorsException exception) {
        Fault fault = exception.tensor().isEmpty()
                ? Fault.whole(exception.detail())
                : Fault.of(exception.tensor(), exception.detail());
        return new Problem(ProblemType.MALFORMED_TENSORS, exception.detail(), List.of(RequestError.of(fault)), 0,
                null);
    }

    /** As Spring's type, to which Spring adds the path of the request. */
    public ProblemDetail toDetail() {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(type.status(), detail);
        document.setType(type.uri());
        document.setTitle(type.title());
        if (!errors.isEmpty()) {
            document.setProperty("errors", errors);
        }
        if (errorsOmitted > 0) {
            document.setProperty(ERRORS_OMITTED, errorsOmitted);
        }
        return document;
    }

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("type").string(type.uri().toString()).name("title").string(type.title());
        out.name("status").integer(type.status().value()).name("detail").string(detail);
        if (!errors.isEmpty()) {
            out.name("errors").beginArray();
            for (RequestError error : errors) {
                out.beginObject().name("pointer").string(error.pointer()).name("detail").string(error.detail());
                out.endObject();
            }
            out.endArray();
        }
        if (errorsOmitted > 0) {
            out.name(ERRORS_OMITTED).integer(errorsOmitted);
        }
        out.endObject();
    }
}
