package dev.nabla.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** Mends how Actuator reads requests. */
@Configuration(proxyBeanMethods = false)
class ActuatorConfiguration {

    /** An empty Accept header means any type, as elsewhere; the Prometheus endpoint fails at it. */
    @Bean
    FilterRegistrationBean<HttpFilter> emptyAccept(WebEndpointProperties endpoints) {
        FilterRegistrationBean<HttpFilter> registration = new FilterRegistrationBean<>(new EmptyAcceptFilter());
        registration.addUrlPatterns(endpoints.getBasePath() + "/*");
        return registration;
    }

    private static final class EmptyAcceptFilter extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            chain.doFilter(accept != null && accept.isBlank() ? new AcceptingAll(request) : request, response);
        }
    }

    private static final class AcceptingAll extends HttpServletRequestWrapper {

        AcceptingAll(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }
    }
}
