package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import dev.nabla.codec.Field;
import dev.nabla.codec.FieldKind;
import dev.nabla.codec.JsonRequestReader;
import dev.nabla.codec.Limits;
import dev.nabla.codec.Numbers;
import dev.nabla.service.LossService;
import dev.nabla.service.RequestField;
import dev.nabla.service.RequestFields;
import dev.nabla.service.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Fault;
import dev.nabla.tensor.Literal;
import dev.nabla.web.LimitProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the JSON body of a request to a loss. */
@Component
class LossRequestReader {

    private final LossService losses;
    private final Limits limits;

    LossRequestReader(LossService losses, LimitProperties properties) {
        this.losses = losses;
        this.limits = new Limits(properties.nesting());
    }

    /**
     * The fields of a request, in document order.
     *
     * @param dtype the dtype given in the query, which is as good as in the body and known before the tensors are read
     */
    SequencedMap<String, RequestField> read(LossEntry loss, @Nullable String dtype, InputStream body)
            throws IOException {
        RequestFields known = losses.fieldsOf(loss);
        var reader = new JsonRequestReader(name -> kind(known.kind(name)), limits, dtype(dtype));
        SequencedMap<String, RequestField> fields = new LinkedHashMap<>();
        reader.read(body).fields().forEach((name, field) -> fields.put(name, translate(field)));
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

    private static FieldKind kind(Optional<dev.nabla.service.FieldKind> kind) {
        if (kind.isEmpty()) {
            return FieldKind.UNKNOWN;
        }
        return switch (kind.get()) {
            case NUMBERS -> FieldKind.REAL;
            case EXACT_NUMBERS -> FieldKind.EXACT;
            case BOOLEANS -> FieldKind.BOOLEAN;
            case OPTION -> FieldKind.OPTION;
        };
    }

    /** The dtype asked for, unless the query said float32 and so what is beyond it was not kept. */
    private static DType storage(Numbers numbers, DType asked) {
        return numbers.dtype() == DType.FLOAT32 ? DType.FLOAT32 : asked;
    }

    private static RequestField translate(Field field) {
        return switch (field) {
            case Numbers numbers ->
                new RequestField.Numbers(numbers.shape(), asked -> numbers.as(storage(numbers, asked)));
            case Field.Booleans booleans -> new RequestField.Booleans(booleans.tensor());
            case Field.Option option -> new RequestField.Option(option.value());
            case Field.Unknown _ -> new RequestField.Unknown();
            case Field.Faulty faulty -> new RequestField.Faulty(faulty::in);
        };
    }
}
