package dev.nabla.web.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Lets controllers take and return what the service's own resolvers and handlers know: unread requests, and answers. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration implements WebMvcConfigurer {

    private final List<HandlerMethodArgumentResolver> requests;

    FormConfiguration(List<HandlerMethodArgumentResolver> requests) {
        this.requests = requests;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(requests);
    }

    /** Spring asks its own handlers first, of which the one for {@code @ResponseBody} takes every object. */
    @Bean
    SmartInitializingSingleton answersFirst(RequestMappingHandlerAdapter adapter,
            List<HandlerMethodReturnValueHandler> answers) {
        return () -> {
            List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>(answers);
            handlers.addAll(Objects.requireNonNull(adapter.getReturnValueHandlers()));
            adapter.setReturnValueHandlers(handlers);
        };
    }
}
