package dev.nabla.web.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of a body as they arrive. */
final class MeteredRequest extends HttpServletRequestWrapper {

    private final List<Quota> quotas;
    private @Nullable ServletInputStream body;

    MeteredRequest(HttpServletRequest request, List<Quota> quotas) {
        super(request);
        this.quotas = quotas;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new MeteredBody(super.getInputStream());
        }
        return body;
    }

    private void count(int bytes) {
        quotas.forEach(quota -> quota.count(bytes));
    }

    private final class MeteredBody extends ServletInputStream {

        private final ServletInputStream body;

        MeteredBody(ServletInputStream body) {
            this.body = body;
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
            count(read);
            return read;
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
