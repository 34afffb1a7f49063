package dev.nabla.web.v1;

import dev.nabla.codec.json.Field;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.codec.json.Numbers;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.web.LimitProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the JSON bodies of requests. */
@Component
class RequestReader {

    private final JsonLimits limits;

    RequestReader(LimitProperties properties) {
        this.limits = new JsonLimits(properties.nesting());
    }

    /**
     * The fields of a request, in document order.
     *
     * @param dtype the dtype given in the query, which is as good as in the body and known before the tensors are read
     */
    SequencedMap<String, RequestField> read(FieldKinds kinds, @Nullable String dtype, InputStream body)
            throws IOException {
        var reader = new JsonRequestReader(kinds, limits, dtype(dtype));
        SequencedMap<String, RequestField> fields = translate(reader.read(body).fields());
        if (dtype != null) {
            addFromQuery(fields, dtype);
        }
        return fields;
    }

    private static void addFromQuery(SequencedMap<String, RequestField> fields, String dtype) {
        RequestField fromQuery = new RequestField.Option(new Literal.Text(dtype));
        RequestField fromBody = fields.putIfAbsent(SharedField.DTYPE.label(), fromQuery);
        if (fromBody != null && !fromBody.equals(fromQuery)) {
            fields.put(SharedField.DTYPE.label(), new RequestField.Faulty(
                    _ -> Fault.of(SharedField.DTYPE.label(), "dtype is another in the query: " + dtype)));
        }
    }

    private static @Nullable DType dtype(@Nullable String label) {
        for (DType dtype : DType.values()) {
            if (dtype.label().equals(label)) {
                return dtype;
            }
        }
        return null;
    }

    private static SequencedMap<String, RequestField> translate(SequencedMap<String, Field> fields) {
        SequencedMap<String, RequestField> translated = new LinkedHashMap<>();
        fields.forEach((name, field) -> translated.put(name, translate(field)));
        return translated;
    }

    private static RequestField translate(Field field) {
        return switch (field) {
            case Numbers numbers ->
                new RequestField.Numbers(numbers.shape(), asked -> numbers.as(storage(numbers, asked)));
            case Field.Booleans booleans -> new RequestField.Booleans(booleans.tensor());
            case Field.Option option -> new RequestField.Option(option.value());
            case Field.Members(var members) -> new RequestField.Members(translate(members));
            case Field.Items(var each) -> new RequestField.Items(each.stream().map(RequestReader::translate).toList());
            case Field.Unknown _ -> new RequestField.Unknown();
            case Field.Faulty faulty -> new RequestField.Faulty(faulty::in);
        };
    }

    /** The dtype asked for, unless the query said float32 and so what is beyond it was not kept. */
    private static DType storage(Numbers numbers, DType asked) {
        return numbers.dtype() == DType.FLOAT32 ? DType.FLOAT32 : asked;
    }
}
