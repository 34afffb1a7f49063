package dev.nabla.web;

import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.http.HttpMethod;

/**
 * Compresses documents, which are the answers to GET, if {@code server.compression} is enabled. Tensors, the answers to POST,
 * take longer to compress than to compute and send.
 */
public final class DocumentCompression extends Http11NioProtocol {

    @Override
    public boolean useCompression(Request request, Response response) {
        return HttpMethod.GET.matches(request.getMethod()) && super.useCompression(request, response);
    }
}
