package dev.nabla.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** The components that paths share: the tensor schema, the dtype parameter and the error responses. */
final class SharedComponents {

    static final String TENSOR = "Tensor";
    static final String DTYPE_PARAMETER = "dtype";

    private SharedComponents() {}

    static void addTo(Components components) {
        components.addSchemas(TENSOR, tensor());
        components.addParameters(DTYPE_PARAMETER, dtype());
        ProblemResponses.addTo(components);
    }

    private static Schema<Object> tensor() {
        Schema<Object> tensor = new JsonSchema();
        tensor.setDescription("""
                Nested arrays of numbers, of equal length along each axis; a bare number is a 0-d tensor. NaN and \
                infinities are the strings "NaN", "Infinity" and "-Infinity".""");
        tensor.setExamples(List.of(1.5, List.of(1, 2, 3), List.of(List.of(0.5, "-Infinity"), List.of(1e-3, "NaN"))));
        return tensor;
    }

    private static Parameter dtype() {
        return new Parameter().name(DTYPE_PARAMETER).in("query").schema(FieldSchemas.dtype()).description(
                "Same as `dtype` in the body, but known before the first tensor is read, so that float32 tensors take half the memory");
    }
}
