package dev.nabla.web;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/** Disables filters that have no effect here. */
@Configuration(proxyBeanMethods = false)
class FilterConfiguration {

    /** The DispatcherServlet sets the same context itself. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> registration = new FilterRegistrationBean<>(
                new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }
}
