package dev.nabla.web.stream;

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

/** Lets controllers take the requests of a stream, and return their answers. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration implements WebMvcConfigurer {

    private final RequestLinesResolver requests;

    StreamConfiguration(RequestLinesResolver requests) {
        this.requests = requests;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(requests);
    }

    /** Before Spring's own handlers, of which the one for {@code @ResponseBody} takes every object. */
    @Bean
    SmartInitializingSingleton linesFirst(RequestMappingHandlerAdapter adapter, AnswerLinesHandler answers) {
        return () -> {
            List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
            handlers.add(answers);
            handlers.addAll(Objects.requireNonNull(adapter.getReturnValueHandlers()));
            adapter.setReturnValueHandlers(handlers);
        };
    }
}
