package dev.nabla.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** Forwarded headers where they are trusted: those that are malformed are answered as a mistake of the caller. */
@Configuration(proxyBeanMethods = false)
class ForwardedHeaders {

    /** Takes the place of Spring Boot's. */
    @Bean
    @ConditionalOnProperty(name = "server.forward-headers-strategy", havingValue = "framework")
    FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaderFilter() {
        FilterRegistrationBean<ForwardedHeaderFilter> registration = new FilterRegistrationBean<>(new Checked());
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    static final class Checked extends ForwardedHeaderFilter {

        private static final Pattern HOST = Pattern.compile("[\\p{Alnum}._~%-]+|\\[[\\p{XDigit}:.]+]");

        private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();

        Checked() {
            setRelativeRedirects(true);
            ignoring.setRemoveOnly(true);
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Object error = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            if (Integer.valueOf(HttpServletResponse.SC_BAD_REQUEST).equals(error)) {
                // The headers may be what is malformed; the page for it is found without them.
                ignoring.doFilter(request, response, chain);
            } else {
                super.doFilterInternal(request, response, (forwarded, answer) -> {
                    if (HOST.matcher(forwarded.getServerName()).matches()) {
                        chain.doFilter(forwarded, answer);
                    } else {
                        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                    }
                });
            }
        }
    }
}
