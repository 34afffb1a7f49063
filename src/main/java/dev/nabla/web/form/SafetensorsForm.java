package dev.nabla.web.form;

import dev.nabla.codec.binary.FlatPlaces;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.safetensors.SafetensorsLimits;
import dev.nabla.codec.safetensors.SafetensorsReader;
import dev.nabla.codec.safetensors.SafetensorsWriter;
import dev.nabla.request.Answer;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.web.LimitProperties;
import dev.nabla.web.query.QueryParameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Safetensors: tensors as bytes. Options are in the metadata or the query. */
@Component
public final class SafetensorsForm implements Form {

    public static final String MEDIA_TYPE = "application/vnd.safetensors";

    private final SafetensorsLimits limits;

    SafetensorsForm(LimitProperties properties) {
        this.limits = new SafetensorsLimits(Math.toIntExact(properties.maxTensorHeaderSize().toBytes()),
                new JsonLimits(properties.maxNestingDepth(), properties.maxFields()));
    }

    @Override
    public MediaType mediaType() {
        return MediaType.valueOf(MEDIA_TYPE);
    }

    @Override
    public Fields read(FieldKinds kinds, @Nullable DType dtype, InputStream body) throws IOException {
        SequencedMap<String, String> query = new LinkedHashMap<>();
        if (dtype != null) {
            query.put(SharedField.DTYPE.label(), dtype.label());
        }
        return new SafetensorsReader(kinds, limits, query).read(body);
    }

    @Override
    public Fields readWithQuery(FieldKinds kinds, QueryParameters query, InputStream body) throws IOException {
        return new SafetensorsReader(kinds, limits, query.once()).read(body);
    }

    @Override
    public Fault placed(Fault fault, Fields fields) {
        return FlatPlaces.of(fault, fields);
    }

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        collect(answer).writeTo(out);
    }

    @Override
    public void write(Answer answer, HttpServletResponse response) throws IOException {
        SafetensorsWriter collected = collect(answer);
        response.setContentLengthLong(collected.length());
        collected.writeTo(response.getOutputStream());
    }

    private static SafetensorsWriter collect(Answer answer) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        answer.writeTo(writer);
        return writer;
    }
}
