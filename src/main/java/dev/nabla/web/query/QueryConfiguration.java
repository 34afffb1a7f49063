package dev.nabla.web.query;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Checks the query strings of all mappings. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    /** As a bean, it is found by every mapping. */
    @Bean
    static MappedInterceptor declaredParameters() {
        return new MappedInterceptor(null, new DeclaredParameters());
    }
}
