package dev.nabla.web.access;

import dev.nabla.service.access.ClientQuotas;
import dev.nabla.service.access.RateLimitProperties;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Rate limits and the access log. What is off has no filter. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** After Spring Security's filter, which finds out whose limit it is; before the body is read. */
    private static final int AFTER_SECURITY = 0;

    @Bean
    ClientQuotas clientQuotas(RateLimitProperties properties) {
        return new ClientQuotas(properties.limits(), properties.maxClients(), TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(ClientQuotas quotas,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        FilterRegistrationBean<RateLimitFilter> filter = new FilterRegistrationBean<>(
                new RateLimitFilter(quotas, problems));
        filter.setEnabled(quotas.areLimited());
        filter.addUrlPatterns("/v1/*", "/v2", "/v2/models/*", "/v2/repository/*");
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    /** Names the client while forwarded headers count, for the log of Tomcat, which does not know them. */
    @Bean
    FilterRegistrationBean<Filter> clientFilter(AccessLogProperties properties) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            RequestClient.of((HttpServletRequest) request);
            chain.doFilter(request, response);
        });
        filter.setEnabled(properties.enabled());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog(AccessLogProperties properties,
            Environment environment) {
        return factory -> {
            if (properties.enabled()) {
                factory.addEngineValves(
                        new AccessLogValve(environment.containsProperty("logging.structured.format.console")));
            }
        };
    }
}
