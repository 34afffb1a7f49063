package dev.nabla.web;

import dev.nabla.web.plot.CurvePlot;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Tells browsers and caches how to treat documents, which are the answers to GET: pages, plots, scripts, JSON documents. A
 * cache asks each time whether its copy is still right, unless the document says otherwise.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class DocumentFilter extends HttpFilter {

    /** Everything comes from the service itself; the only style in a document is that of plots. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' "
            + CurvePlot.styleSource()
            + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ForwardedHeaderFilter forwarded = new ForwardedHeaderFilter();
    private final ShallowEtagHeaderFilter tags = new ShallowEtagHeaderFilter();
    private final boolean trustsForwarded;
    private final String management;

    DocumentFilter(ServerProperties server, WebEndpointProperties endpoints) {
        this.trustsForwarded = server.getForwardHeadersStrategy() == ForwardHeadersStrategy.FRAMEWORK;
        this.management = endpoints.getBasePath() + "/";
        forwarded.setRemoveOnly(true);
        // Tomcat does not compress what has a strong one.
        tags.setWriteWeakETag(true);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            protect(response);
            if (trustsForwarded) {
                answer(request, response, chain);
            } else {
                forwarded.doFilter(request, response,
                        (plain, _) -> answer((HttpServletRequest) plain, response, chain));
            }
        }
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith(request.getContextPath() + management)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            tags.doFilter(request, response, chain);
            if (response.getStatus() == HttpServletResponse.SC_PRECONDITION_FAILED && !response.isCommitted()) {
                // Spring sets the status alone, without problem details.
                response.sendError(HttpServletResponse.SC_PRECONDITION_FAILED);
            }
        }
    }
}
