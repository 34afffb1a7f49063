package dev.nabla.web.problem;

import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.loss.NoCurveException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * What went wrong with a request, for its caller, as RFC 9457 has it. A stream or a batch answers one of these in the
 * place of the part that failed.
 *
 * @param type the kind of problem
 * @param detail what is wrong, and what would be right
 * @param errors every fault with its place; empty where there is no place
 * @param retryAfter when it is worth trying again; {@code null} where it is not
 */
public record Problem(ProblemType type, String detail, List<RequestError> errors, @Nullable Duration retryAfter)
        implements
        Answer {

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    /** The problem that an exception stands for; what is not the caller's mistake is an internal error. */
    public static Problem of(Exception exception) {
        return switch (exception) {
            case InvalidRequestException invalid -> of(invalid);
            case MalformedJsonException malformed -> of(malformed);
            case UnknownNameException unknown -> new Problem(ProblemType.NOT_FOUND, unknown.detail());
            case NoCurveException none -> new Problem(ProblemType.NOT_FOUND, none.detail());
            case BodyTooLargeException large -> new Problem(ProblemType.PAYLOAD_TOO_LARGE, large.detail());
            case CompressedBodyException compressed ->
                new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, compressed.detail());
            case BusyException busy -> new Problem(ProblemType.BUSY, busy.detail(), List.of(), busy.retryAfter());
            default -> new Problem(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.explanation());
        };
    }

    private static Problem of(InvalidRequestException exception) {
        List<RequestError> errors = exception.faults().stream().map(RequestError::of).toList();
        return new Problem(ProblemType.INVALID_REQUEST, errors.getFirst().detail(), errors, null);
    }

    private static Problem of(MalformedJsonException exception) {
        String detail = exception.detail() + " (line " + exception.line() + ", column " + exception.column() + ")";
        return new Problem(ProblemType.MALFORMED_JSON, detail,
                List.of(new RequestError("#" + exception.pointer(), detail)), null);
    }

    /** As Spring writes it, which adds the path of the request. */
    public ProblemDetail toDetail() {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(type.status(), detail);
        document.setType(type.uri());
        document.setTitle(type.title());
        if (!errors.isEmpty()) {
            document.setProperty("errors", errors);
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
        out.endObject();
    }
}
