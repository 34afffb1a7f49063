package dev.nabla.web.inference;

import dev.nabla.codec.inference.InferenceFields;
import dev.nabla.codec.inference.InferenceReader;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.inference.InferenceResponse;
import dev.nabla.codec.inference.InferenceWriter;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.service.inference.InferenceService;
import dev.nabla.service.inference.InferenceService.Inference;
import dev.nabla.service.inference.Model;
import dev.nabla.web.v1.BodyExample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Example requests to the model {@code mse}, for the OpenAPI document. */
@Component
public final class InferenceExamples {

    private static final String REQUEST = """
            {"id": "42", "inputs": [
              {"name": "predictions", "datatype": "FP64", "shape": [3], "data": [1, 2, 3]},
              {"name": "targets", "datatype": "FP64", "shape": [3], "data": [1, 2, 5]}]%s}""";

    private final InferenceService models;

    InferenceExamples(InferenceService models) {
        this.models = models;
    }

    /** All examples. */
    public List<BodyExample> all() {
        return List.of(new BodyExample("Loss and gradient", REQUEST.formatted("")),
                new BodyExample("Sum of the losses, and the derivatives that are asked for", REQUEST.formatted(
                        """
                        , "parameters": {"reduction": "sum"},
                        "outputs": [{"name": "loss"}, {"name": "gradient.targets"}, {"name": "hessian_diagonal.targets"}]""")));
    }

    /** The service's answer to an example, as JSON. */
    public String answer(BodyExample example) {
        try {
            InferenceRequest request = new InferenceReader(JsonLimits.DEFAULT)
                    .read(new ByteArrayInputStream(example.body().getBytes(StandardCharsets.UTF_8)));
            Inference inference = models.illustrate("mse", request.outputNames(), new InferenceFields(request));
            var out = new ByteArrayOutputStream();
            new InferenceWriter(InferenceResponse.of(request, inference.model(), Model.VERSION, inference.outputs()))
                    .write(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
