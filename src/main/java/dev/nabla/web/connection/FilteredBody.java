package dev.nabla.web.connection;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request as another stream hands it over, which reads it. */
public final class FilteredBody extends ServletInputStream {

    private final ServletInputStream body;
    private final InputStream filtered;

    public FilteredBody(ServletInputStream body, InputStream filtered) {
        this.body = body;
        this.filtered = filtered;
    }

    @Override
    public int read() throws IOException {
        return filtered.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return filtered.read(into, offset, length);
    }

    @Override
    public int available() throws IOException {
        return filtered.available();
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
