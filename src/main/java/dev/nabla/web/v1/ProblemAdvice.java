package dev.nabla.web.v1;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.gzip.MalformedGzipException;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Excerpt;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.ClientGoneException;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.service.loss.NoCurveException;
import dev.nabla.web.form.Forms;
import dev.nabla.web.problem.BodyTooLargeException;
import dev.nabla.web.problem.CompressedBodyException;
import dev.nabla.web.problem.OriginNotAllowedException;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemAnswer;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns exceptions into problem details (RFC 9457), for version 1 and for all paths without a version. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler({
            InvalidRequestException.class,
            MalformedJsonException.class,
            MalformedTensorsException.class,
            UnknownNameException.class,
            NoCurveException.class,
            BodyTooLargeException.class,
            MalformedGzipException.class,
            BusyException.class,
            TooCostlyException.class,
            OriginNotAllowedException.class,
            ProblemException.class,
            InvalidParameterException.class})
    ResponseEntity<Object> handleRefusal(Exception exception, HttpServletRequest request) {
        return response(Problem.of(exception instanceof InvalidRequestException invalid
                ? Forms.placed(invalid, request)
                : exception), request);
    }

    /** By RFC 7694, the answer says what is supported. */
    @ExceptionHandler
    ResponseEntity<Object> handleCompressed(CompressedBodyException exception, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
        return ProblemAnswer.of(Problem.of(exception).toDetail(), headers, request);
    }

    /** Nobody waits for an answer. */
    @ExceptionHandler
    void handleAbandoned(ClientGoneException exception) {
        LOG.debug("computation abandoned", exception);
    }

    /** The connection is broken, so no answer can be sent. */
    @ExceptionHandler
    void handleLostConnection(IOException exception) {
        LOG.debug("connection lost", exception);
    }

    @ExceptionHandler
    ResponseEntity<Object> handleUnexpected(RuntimeException exception, HttpServletRequest request) {
        LOG.error("request failed", exception);
        return response(Problem.of(exception), request);
    }

    private static ResponseEntity<Object> response(Problem problem, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        if (problem.retryAfter() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.ceilDiv(problem.retryAfter().toMillis(), 1000)));
        }
        return ProblemAnswer.of(problem.toDetail(), headers, request);
    }

    /** As Spring's, but it is the caller's mistake, and not logged as a warning. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException exception, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        Set<HttpMethod> allowed = new LinkedHashSet<>(
                Objects.requireNonNullElse(exception.getSupportedHttpMethods(), Set.of()));
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        HttpHeaders allow = new HttpHeaders();
        allow.setAllow(allowed);
        return handleExceptionInternal(exception, exception.getBody(), allow, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Problem problem = new Problem(ProblemType.NOT_FOUND,
                "There is nothing at this path. The documentation is at " + request.getContextPath() + "/.");
        return handleExceptionInternal(exception, problem.toDetail(), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException exception, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        String sent = exception.getContentType() == null
                ? "The Content-Type is missing or malformed"
                : "Content-Type " + Excerpt.of(exception.getContentType().toString()) + " is not supported";
        String supported = exception.getSupportedMediaTypes().stream().map(MediaType::toString)
                .collect(Collectors.joining(" or "));
        Problem problem = new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, sent + "; send " + supported);
        return handleExceptionInternal(exception, problem.toDetail(), headers, status, request);
    }

    /** As Spring's, but a client that breaks off while its body is read is not worth a warning. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception exception, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (Objects.requireNonNull(((ServletWebRequest) request).getResponse()).isCommitted()) {
            LOG.debug("answered already", exception);
            return null;
        }
        return super.handleExceptionInternal(exception, body, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            ProblemType type = ProblemType.of(status);
            problem.setType(type.uri());
            problem.setTitle(type.title());
            return ProblemAnswer.of(problem, headers, ((ServletWebRequest) request).getRequest());
        }
        return super.createResponseEntity(body, headers, status, request);
    }
}
