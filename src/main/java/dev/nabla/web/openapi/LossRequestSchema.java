package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.option.BindableOption;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** The schema of a loss's request. All losses share that of the answer. */
final class LossRequestSchema {

    private final LossEntry loss;
    private final List<Input> inputs;

    LossRequestSchema(LossEntry loss) {
        this.loss = loss;
        this.inputs = loss.defaults().inputs();
    }

    /** The name of a loss in generated code: {@code CrossEntropy}. */
    static String javaName(LossEntry loss) {
        return loss.defaults().getClass().getSimpleName();
    }

    String name() {
        return javaName(loss) + "Request";
    }

    Schema<Object> schema() {
        Schema<Object> request = FieldSchemas.ofType("object");
        request.setAdditionalProperties(false);
        for (Input input : inputs) {
            request.addProperty(input.name(), FieldSchemas.of(input, inputs.getFirst()));
        }
        for (BindableOption option : loss.options()) {
            request.addProperty(option.name(), FieldSchemas.of(option));
        }
        for (SharedField field : SharedField.values()) {
            if (field.appliesTo(loss)) {
                request.addProperty(field.label(), FieldSchemas.of(field, loss));
            }
        }
        request.setRequired(inputs.stream().filter(Input::isRequired).map(Input::name).toList());
        return request;
    }
}
