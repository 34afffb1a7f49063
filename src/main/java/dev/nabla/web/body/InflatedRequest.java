package dev.nabla.web.body;

import dev.nabla.codec.gzip.GzipInput;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body is compressed by gzip, and read inflated. */
final class InflatedRequest extends HttpServletRequestWrapper implements AutoCloseable {

    private @Nullable InflatedBody body;

    InflatedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            ServletInputStream compressed = super.getInputStream();
            body = new InflatedBody(compressed, new GzipInput(compressed));
        }
        return body;
    }

    /** Unknown before it is inflated. */
    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    /** Frees the memory of the inflater. */
    @Override
    public void close() {
        if (body != null) {
            body.inflated.close();
        }
    }

    private static final class InflatedBody extends ServletInputStream {

        private final ServletInputStream compressed;
        private final GzipInput inflated;

        InflatedBody(ServletInputStream compressed, GzipInput inflated) {
            this.compressed = compressed;
            this.inflated = inflated;
        }

        @Override
        public int read() throws IOException {
            return inflated.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return inflated.read(into, offset, length);
        }

        @Override
        public int available() throws IOException {
            return inflated.available();
        }

        @Override
        public boolean isFinished() {
            return compressed.isFinished();
        }

        @Override
        public boolean isReady() {
            return compressed.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            compressed.setReadListener(listener);
        }
    }
}
