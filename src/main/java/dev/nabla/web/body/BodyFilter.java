package dev.nabla.web.body;

import dev.nabla.codec.inference.InferenceReader;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.DocumentKind;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.web.access.RequestClient;
import dev.nabla.web.connection.ClientConnection;
import dev.nabla.web.connection.CountedRequest;
import dev.nabla.web.form.SafetensorsForm;
import dev.nabla.web.form.StreamedBody;
import dev.nabla.web.problem.CompressedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Inflates bodies that are compressed by gzip, and refuses those over the size limit, which it counts while they are read. Admits
 * each request: memory is reserved as the body arrives, and released after the response is written. Streams are inflated only;
 * each of their lines is counted and admitted as a body is.
 */
@Component
class BodyFilter extends HttpFilter {

    private final BodyLimit limit;
    private final Admission admission;
    private final HandlerExceptionResolver problems;

    BodyFilter(BodyLimit limit, Admission admission,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.limit = limit;
        this.admission = admission;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        switch (encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> receive(request, response, chain);
            case "gzip", "x-gzip" -> {
                try (InflatedRequest inflated = new InflatedRequest(request)) {
                    receive(inflated, response, chain);
                }
            }
            case String other -> problems.resolveException(request, response, null,
                    new CompressedBodyException(other));
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (StreamedBody.isSent(request)) {
            chain.doFilter(request, response);
        } else {
            receive(kind(request), request, response, chain);
        }
    }

    /** Bodies of media types that are not known are refused before they are read. */
    private static DocumentKind kind(HttpServletRequest request) {
        String type = request.getContentType();
        boolean isSafetensors = type != null && type.startsWith(SafetensorsForm.MEDIA_TYPE);
        boolean isInference = request.getHeader(InferenceReader.HEADER_LENGTH) != null;
        return isSafetensors || isInference ? DocumentKind.TENSORS : DocumentKind.TEXT;
    }

    private void receive(DocumentKind kind, HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        if (request.getContentLengthLong() > limit.bytes(kind)) {
            problems.resolveException(request, response, null, limit.exceeded(kind));
        } else {
            admit(kind, request, response, chain);
        }
    }

    private void admit(DocumentKind kind, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Admission.Admitted admitted = admission.open(kind, () -> RequestClient.of(request),
                ClientConnection.sender(request))) {
            Arrival arrival;
            try {
                long declared = request.getContentLengthLong();
                arrival = request.getHeader(HttpHeaders.EXPECT) == null
                        ? new Arrival(limit, admitted, declared)
                        : Arrival.inWhole(limit, admitted, declared);
            } catch (BusyException | TooCostlyException refusal) {
                problems.resolveException(request, response, null, refusal);
                return;
            }
            chain.doFilter(new CountedRequest(request, arrival), response);
        }
    }
}
