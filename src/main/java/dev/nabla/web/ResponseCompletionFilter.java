package dev.nabla.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Sends the end of a response while its request still counts as active. Tomcat would send it a moment later, when a service
 * that is shutting down, which waits for active requests only, may have closed the connection.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ResponseCompletionFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        response.getOutputStream().close();
    }
}
