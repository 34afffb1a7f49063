package dev.nabla.web.body;

import dev.nabla.codec.gzip.GzipInput;
import dev.nabla.web.connection.FilteredBody;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body is compressed by gzip, and read inflated. */
final class InflatedRequest extends HttpServletRequestWrapper implements AutoCloseable {

    private @Nullable ServletInputStream body;
    private @Nullable GzipInput inflated;

    InflatedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            ServletInputStream compressed = super.getInputStream();
            inflated = new GzipInput(compressed);
            body = new FilteredBody(compressed, inflated);
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
        if (inflated != null) {
            inflated.close();
        }
    }
}
