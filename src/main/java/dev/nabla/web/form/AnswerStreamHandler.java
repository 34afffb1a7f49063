package dev.nabla.web.form;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerStream;
import dev.nabla.service.admission.ClientGoneException;
import dev.nabla.web.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes answers in parts as NDJSON: a line of JSON each. What goes wrong after the first line becomes the last line, a problem
 * detail, since the status has been sent.
 */
@Component
final class AnswerStreamHandler implements HandlerMethodReturnValueHandler {

    private final JsonForm json;

    AnswerStreamHandler(JsonForm json) {
        this.json = json;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return AnswerStream.class.isAssignableFrom(type.getParameterType());
    }

    @Override
    public void handleReturnValue(@Nullable Object answer, MethodParameter type, ModelAndViewContainer container,
            NativeWebRequest request) throws IOException {
        container.setRequestHandled(true);
        var response = Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        Lines lines = new Lines(response);
        try {
            ((AnswerStream) Objects.requireNonNull(answer)).sendTo(lines);
        } catch (RuntimeException e) {
            if (!lines.isBegun || e instanceof ClientGoneException) {
                throw e;
            }
            lines.send(Problem.ofPart(e));
        }
    }

    private final class Lines implements AnswerStream.Sink {

        private final HttpServletResponse response;
        private boolean isBegun;

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void send(Answer part) throws IOException {
            if (!isBegun) {
                response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
                isBegun = true;
            }
            json.write(part, response.getOutputStream());
            response.getOutputStream().write('\n');
        }

        @Override
        public void flush() throws IOException {
            response.flushBuffer();
        }
    }
}
