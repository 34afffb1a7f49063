package dev.nabla.web.form;

import dev.nabla.request.Answer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Writes answers in the form that the caller accepts. */
@Component
final class AnswerConverter implements HttpMessageConverter<Answer> {

    private final Forms forms;
    private final List<MediaType> mediaTypes;

    AnswerConverter(Forms forms) {
        this.forms = forms;
        this.mediaTypes = forms.mediaTypes();
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType wanted) {
        return Answer.class.isAssignableFrom(type)
                && (wanted == null || mediaTypes.stream().anyMatch(wanted::isCompatibleWith));
    }

    @Override
    public void write(Answer answer, @Nullable MediaType wanted, HttpOutputMessage message) throws IOException {
        Form form = forms.ofAnswer(wanted);
        message.getHeaders().setContentType(form.mediaType());
        form.write(answer, message.getBody());
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return mediaTypes;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType sent) {
        return false;
    }

    @Override
    public Answer read(Class<? extends Answer> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("answers are not read", message);
    }
}
