package dev.nabla.web.connection;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.http.HttpMethod;

/**
 * HTTP/1.1 on paced connections. Compresses documents, which are the answers to GET, if {@code server.compression} is enabled.
 * Tensors, the answers to POST, take longer to compress than to compute and send.
 */
public final class PacedProtocol extends Http11NioProtocol {

    private final PacedEndpoint endpoint;

    public PacedProtocol() {
        this(new PacedEndpoint());
    }

    private PacedProtocol(PacedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Sets the limits, before the server starts. */
    void limit(ConnectionProperties limits) {
        endpoint.limit(limits);
        setConnectionTimeout(Math.toIntExact(limits.idleTimeout().toMillis()));
        setKeepAliveTimeout(Math.toIntExact(limits.idleTimeout().toMillis()));
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new PacedAdapter(adapter));
    }

    @Override
    protected Processor createProcessor() {
        return new PacedProcessor(this, getAdapter());
    }

    @Override
    public boolean useCompression(Request request, Response response) {
        return HttpMethod.GET.matches(request.getMethod()) && super.useCompression(request, response);
    }
}
