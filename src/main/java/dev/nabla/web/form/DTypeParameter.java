package dev.nabla.web.form;

import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.web.query.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The {@code dtype} in a query, its only parameter, which is known before the first tensor is read. */
record DTypeParameter(QueryParameters query) {

    private static final String DTYPE = SharedField.DTYPE.label();

    Fields read(Form form, FieldKinds kinds, InputStream body) throws IOException {
        if (query.isEmpty()) {
            return form.read(kinds, null, body);
        }
        query.require(List.of(DTYPE), kinds);
        String dtype = query.first(DTYPE).orElse("");
        return form.read(kinds, DType.ofLabel(dtype).orElse(null), body).withQuery(DTYPE, dtype);
    }
}
