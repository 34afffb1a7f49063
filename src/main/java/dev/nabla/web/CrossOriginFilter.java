package dev.nabla.web;

import dev.nabla.web.problem.OriginNotAllowedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets pages of allowed origins call the service. Other pages get answers that their browser does not show them: to the
 * service, a page of its own behind a proxy looks like one of those.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class CrossOriginFilter extends HttpFilter {

    private final CorsConfiguration allowed = new CorsConfiguration();
    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
    private final HandlerExceptionResolver problems;

    CrossOriginFilter(CorsProperties cors,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        allowed.setAllowedOrigins(cors.allowedOrigins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST"));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(List.of(HttpHeaders.ALLOW, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE, "RateLimit", "RateLimit-Policy"));
        allowed.setMaxAge(Duration.ofHours(1));
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean isAllowed = origin != null && allowed.checkOrigin(origin) != null;
        if (isAllowed && !processor.processRequest(allowed, request, response)) {
            return;
        }
        if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(request, response);
        } else if (!isAllowed) {
            problems.resolveException(request, response, null, new OriginNotAllowedException(String.valueOf(origin)));
        }
    }
}
