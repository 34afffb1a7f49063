package dev.nabla.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** What the paths of all losses refer to: tensors, the query, and the problems that a caller can meet. */
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
                Nested arrays of numbers, all of one length on each axis; a bare number is a tensor without axes. \
                Numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity".""");
        tensor.setExamples(List.of(1.5, List.of(1, 2, 3), List.of(List.of(0.5, "-Infinity"), List.of(1e-3, "NaN"))));
        return tensor;
    }

    private static Parameter dtype() {
        return new Parameter().name(DTYPE_PARAMETER).in("query").schema(FieldSchemas.dtype()).description(
                "As good as `dtype` in the body, but known before the first tensor is read: float32 is stored as such");
    }
}
