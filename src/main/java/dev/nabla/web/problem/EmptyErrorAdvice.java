package dev.nabla.web.problem;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Gives problem details to errors without a body, such as those of Actuator for parts of its endpoints that do not exist. */
@ControllerAdvice
class EmptyErrorAdvice implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType mediaType,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body != null || !(request instanceof ServletServerHttpRequest sent)
                || !(response instanceof ServletServerHttpResponse answer)
                || answer.getServletResponse().getStatus() < 400) {
            return body;
        }
        ProblemType type = ProblemType.of(HttpStatusCode.valueOf(answer.getServletResponse().getStatus()));
        ProblemDetail problem = new Problem(type, type.explanation()).toDetail();
        problem.setType(URI.create(sent.getServletRequest().getContextPath() + type.uri()));
        problem.setInstance(ProblemAnswer.instance(sent.getServletRequest().getRequestURI()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return problem;
    }
}
