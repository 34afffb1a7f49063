package dev.nabla.web;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.web.access.Client;
import dev.nabla.web.connection.ClientConnection;
import dev.nabla.web.problem.BodyTooLargeException;
import dev.nabla.web.problem.CompressedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses compressed bodies, and those over the size limit, which it counts while they are read. Admits each request: memory
 * is reserved at once if the length is declared, else while the body is read, and released after the response is written.
 */
@Component
class BodyFilter extends HttpFilter {

    /** Memory for a body of unknown length is reserved in steps of this many bytes. */
    private static final long STEP = 64 << 10;

    private final long limit;
    private final long fitting;
    private final Admission admission;
    private final HandlerExceptionResolver problems;

    BodyFilter(LimitProperties limits, Admission admission,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.limit = limits.maxBodySize().toBytes();
        this.fitting = admission.maxTextSize();
        this.admission = admission;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (request.getContentLengthLong() > Math.min(limit, fitting)) {
            problems.resolveException(request, response, null, tooLarge());
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            problems.resolveException(request, response, null,
                    new CompressedBodyException(encoding));
        } else {
            admit(request, response, chain);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Admission.Admitted admitted = admission.open(() -> Client.of(request),
                () -> ClientConnection.of(request).map(ClientConnection::isGone).orElse(false))) {
            try {
                admitted.requireText(Math.max(request.getContentLengthLong(), 0));
            } catch (BusyException | TooCostlyException refusal) {
                problems.resolveException(request, response, null, refusal);
                return;
            }
            chain.doFilter(new CountedRequest(request, admitted), response);
        }
    }

    private BodyTooLargeException tooLarge() {
        return limit <= fitting
                ? new BodyTooLargeException(limit, "nabla.limits.max-body-size")
                : new BodyTooLargeException(fitting, "nabla.limits.memory");
    }

    private final class CountedRequest extends HttpServletRequestWrapper {

        private final Admission.Admitted admitted;
        private @Nullable ServletInputStream counted;

        CountedRequest(HttpServletRequest request, Admission.Admitted admitted) {
            super(request);
            this.admitted = admitted;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (counted == null) {
                counted = new CountedStream(super.getInputStream(), admitted,
                        Math.max(getContentLengthLong(), 0));
            }
            return counted;
        }
    }

    private final class CountedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final Admission.Admitted admitted;
        private long reserved;
        private long count;

        CountedStream(ServletInputStream body, Admission.Admitted admitted, long reserved) {
            this.body = body;
            this.admitted = admitted;
            this.reserved = reserved;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = body.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws BodyTooLargeException {
            count += bytes;
            if (count > Math.min(limit, fitting)) {
                throw tooLarge();
            }
            if (count > reserved) {
                reserved = Math.min(count + STEP, fitting);
                admitted.requireText(reserved);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
