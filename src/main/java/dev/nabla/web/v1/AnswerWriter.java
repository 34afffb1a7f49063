package dev.nabla.web.v1;

import dev.nabla.codec.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes answers of one type as JSON, their tensors straight from their storage.
 *
 * <p>Unlike Spring's own converters it does not flush, so that Tomcat sends a short answer whole, with its length.
 */
abstract class AnswerWriter<T> implements HttpMessageConverter<T> {

    private final Class<T> type;

    AnswerWriter(Class<T> type) {
        this.type = type;
    }

    abstract void write(T answer, JsonWriter json) throws IOException;

    final void write(T answer, OutputStream out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        write(answer, json);
        json.finish();
    }

    @Override
    public final void write(T answer, @Nullable MediaType wanted, HttpOutputMessage message) throws IOException {
        message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        write(answer, message.getBody());
    }

    @Override
    public final boolean canWrite(Class<?> candidate, @Nullable MediaType wanted) {
        return candidate == type && (wanted == null || wanted.isCompatibleWith(MediaType.APPLICATION_JSON));
    }

    @Override
    public final List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_JSON);
    }

    @Override
    public final boolean canRead(Class<?> candidate, @Nullable MediaType sent) {
        return false;
    }

    @Override
    public final T read(Class<? extends T> candidate, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("answers are not read", message);
    }
}
