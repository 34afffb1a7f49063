package dev.nabla.web.form;

import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.codec.json.JsonWriter;
import dev.nabla.request.Answer;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.tensor.DType;
import dev.nabla.web.LimitProperties;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** JSON, the default form. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class JsonForm implements Form {

    private final JsonLimits limits;

    JsonForm(LimitProperties properties) {
        this.limits = new JsonLimits(properties.maxNestingDepth(), properties.maxFields());
    }

    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public Fields read(FieldKinds kinds, @Nullable DType dtype, InputStream body) throws IOException {
        return new JsonRequestReader(kinds, limits, dtype).read(body);
    }

    /** Reads a request that is a line of a stream: the bytes before a line feed, behind which there are more. */
    public Fields readLine(FieldKinds kinds, @Nullable DType dtype, byte[] bytes, int from, int to, long line)
            throws IOException {
        return new JsonRequestReader(kinds, limits, dtype).read(bytes, from, to, line);
    }

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        answer.writeTo(json);
        json.finish();
    }

    /** A request of this text. */
    public IncomingRequest request(String text) {
        return kinds -> read(kinds, null, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text of an answer. */
    public String text(Answer answer) throws IOException {
        var out = new ByteArrayOutputStream();
        write(answer, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
