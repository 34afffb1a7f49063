package dev.nabla.web.form;

import dev.nabla.request.Answer;
import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Writes answers in the form that the caller accepts, straight to the response. */
@Component
final class AnswerHandler implements HandlerMethodReturnValueHandler {

    private final Forms forms;
    private final Tracing tracing;

    AnswerHandler(Forms forms, Tracing tracing) {
        this.forms = forms;
        this.tracing = tracing;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return Answer.class.isAssignableFrom(type.getParameterType());
    }

    @Override
    public void handleReturnValue(@Nullable Object answer, MethodParameter type, ModelAndViewContainer container,
            NativeWebRequest request) throws IOException, HttpMediaTypeNotAcceptableException {
        container.setRequestHandled(true);
        Form form = forms.ofAnswer(request);
        var response = Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        response.setContentType(form.mediaType().toString());
        try (Stage _ = tracing.begin("write")) {
            form.write((Answer) Objects.requireNonNull(answer), response);
        }
    }
}
