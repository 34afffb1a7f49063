package dev.nabla.web.problem;

import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.loss.NoCurveException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what was thrown into problem details. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvalidRequestException exception) {
        List<RequestError> errors = exception.faults().stream().map(RequestError::of).toList();
        return problem(ProblemType.INVALID_REQUEST, errors.getFirst().detail(), errors);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(MalformedJsonException exception) {
        String detail = exception.detail() + " (line " + exception.line() + ", column " + exception.column() + ")";
        return problem(ProblemType.MALFORMED_JSON, detail,
                List.of(new RequestError("#" + exception.pointer(), detail)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(UnknownNameException exception) {
        return problem(ProblemType.NOT_FOUND, exception.detail(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(NoCurveException exception) {
        return problem(ProblemType.NOT_FOUND, exception.detail(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(BodyTooLargeException exception) {
        return problem(ProblemType.PAYLOAD_TOO_LARGE, exception.detail(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(CompressedBodyException exception) {
        return problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, exception.detail(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(BusyException exception) {
        String seconds = Long.toString(Math.max(1, exception.retryAfter().toSeconds()));
        return ResponseEntity.status(ProblemType.BUSY.status()).header(HttpHeaders.RETRY_AFTER, seconds)
                .body(Problems.of(ProblemType.BUSY, exception.detail()));
    }

    /** A connection that broke: nobody is left to answer. */
    @ExceptionHandler
    void handle(IOException exception) {
        LOG.debug("connection lost", exception);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handleFailure(RuntimeException exception) {
        LOG.error("request failed", exception);
        return problem(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.explanation(), List.of());
    }

    private static ResponseEntity<ProblemDetail> problem(ProblemType type, String detail, List<RequestError> errors) {
        ProblemDetail problem = Problems.of(type, detail);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return ResponseEntity.status(type.status()).body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "There is nothing at this path. GET / leads to the documentation.";
        return handleExceptionInternal(exception, Problems.of(ProblemType.NOT_FOUND, detail), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException exception, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        String sent = exception.getContentType() == null
                ? "no Content-Type"
                : "Content-Type " + exception.getContentType();
        ProblemDetail problem = Problems.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "The body came with " + sent + "; send application/json");
        return handleExceptionInternal(exception, problem, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            ProblemType type = ProblemType.of(status);
            problem.setType(type.uri());
            problem.setTitle(type.title());
        }
        return super.createResponseEntity(body, headers, status, request);
    }
}
