package dev.nabla.web.connection;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request the bytes of whose body are counted as they arrive. */
public final class CountedRequest extends HttpServletRequestWrapper {

    private final CountedInput.Counter counter;
    private @Nullable ServletInputStream body;

    public CountedRequest(HttpServletRequest request, CountedInput.Counter counter) {
        super(request);
        this.counter = counter;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            ServletInputStream uncounted = super.getInputStream();
            body = new FilteredBody(uncounted, new CountedInput(uncounted, counter));
        }
        return body;
    }
}
