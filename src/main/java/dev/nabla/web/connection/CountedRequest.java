package dev.nabla.web.connection;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request the bytes of whose body are counted as they arrive. */
public final class CountedRequest extends HttpServletRequestWrapper {

    private final Counter counter;
    private @Nullable ServletInputStream body;

    public CountedRequest(HttpServletRequest request, Counter counter) {
        super(request);
        this.counter = counter;
    }

    /** Counts bytes of a body. */
    @FunctionalInterface
    public interface Counter {

        /**
         * Counts bytes that have arrived, perhaps none.
         *
         * @throws IOException if there are too many
         */
        void count(int bytes) throws IOException;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new CountedBody(super.getInputStream(), counter);
        }
        return body;
    }

    private static final class CountedBody extends ServletInputStream {

        private final ServletInputStream body;
        private final Counter counter;

        CountedBody(ServletInputStream body, Counter counter) {
            this.body = body;
            this.counter = counter;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            counter.count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = body.read(into, offset, length);
            counter.count(Math.max(0, read));
            return read;
        }

        @Override
        public int available() throws IOException {
            return body.available();
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
