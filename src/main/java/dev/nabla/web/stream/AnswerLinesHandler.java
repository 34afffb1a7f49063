package dev.nabla.web.stream;

import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Answers the requests of a stream. */
@Component
final class AnswerLinesHandler implements HandlerMethodReturnValueHandler {

    private final StreamContext context;
    private final Tracing tracing;

    AnswerLinesHandler(StreamContext context, Tracing tracing) {
        this.context = context;
        this.tracing = tracing;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return type.getParameterType() == AnswerLines.class;
    }

    @Override
    public void handleReturnValue(@Nullable Object answers, MethodParameter type, ModelAndViewContainer container,
            NativeWebRequest webRequest) throws IOException {
        container.setRequestHandled(true);
        var request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        var response = Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class));
        try (Stage _ = tracing.beginUntraced()) {
            new LineStream((AnswerLines) Objects.requireNonNull(answers), context, request, response).answer();
        }
    }
}
