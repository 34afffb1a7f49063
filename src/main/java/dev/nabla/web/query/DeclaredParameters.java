package dev.nabla.web.query;

import dev.nabla.request.IncomingRequest;
import dev.nabla.web.stream.RequestLines;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a controller does not declare. A controller that takes all parameters as a map, or a body,
 * which may be read only once its fields are known, checks them itself.
 */
final class DeclaredParameters implements HandlerInterceptor {

    /** Controllers of Spring and springdoc know their own parameters. */
    private static final String OURS = "dev.nabla.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null && request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith(OURS)
                && !checksItself(method)) {
            QueryParameters.of(request).require(declared(method));
        }
        return true;
    }

    private static boolean checksItself(HandlerMethod method) {
        return Stream.of(method.getMethod().getParameterTypes())
                .anyMatch(type -> type == IncomingRequest.class || type == RequestLines.class
                        || type == MultiValueMap.class);
    }

    private static List<String> declared(HandlerMethod method) {
        return Stream.of(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class)).map(Parameter::getName)
                .toList();
    }
}
