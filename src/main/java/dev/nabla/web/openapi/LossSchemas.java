package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.option.BindableOption;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** The schemas of a loss: what it takes, and what it answers. */
final class LossSchemas {

    private final LossEntry loss;
    private final List<Input> inputs;

    LossSchemas(LossEntry loss) {
        this.loss = loss;
        this.inputs = loss.defaults().inputs();
    }

    /** The name of a loss in generated code: {@code CrossEntropy}. */
    static String javaName(LossEntry loss) {
        return loss.defaults().getClass().getSimpleName();
    }

    String requestName() {
        return javaName(loss) + "Request";
    }

    String answerName() {
        return javaName(loss) + "Answer";
    }

    Schema<Object> request() {
        Schema<Object> request = FieldSchemas.typed("object");
        request.setAdditionalProperties(false);
        for (Input input : inputs) {
            request.addProperty(input.name(), FieldSchemas.of(input, inputs.getFirst()));
        }
        for (BindableOption option : loss.options()) {
            request.addProperty(option.name(), FieldSchemas.of(option));
        }
        for (SharedField field : SharedField.values()) {
            if (FieldSchemas.isOffered(field, loss)) {
                request.addProperty(field.label(), FieldSchemas.of(field, loss));
            }
        }
        request.setRequired(inputs.stream().filter(Input::isRequired).map(Input::name).toList());
        return request;
    }

    Schema<Object> answer() {
        Schema<Object> answer = FieldSchemas.typed("object");
        answer.addProperty("loss", FieldSchemas.tensor("the reduced loss, or with reduction none one for each value"));
        if (loss.hasPredictions()) {
            answer.addProperty("gradient",
                    FieldSchemas.tensor("with respect to predictions; absent where wrt is sent"));
            answer.addProperty("gradients", byName("by name of input, where wrt is sent", inputs));
        } else {
            answer.addProperty("gradients", byName("by name of input", inputs));
        }
        answer.setRequired(loss.hasPredictions() ? List.of("loss") : List.of("loss", "gradients"));
        List<Input> curved = inputs.stream().filter(Input::hasHessian).toList();
        if (!curved.isEmpty()) {
            answer.addProperty("hessian_diagonal", hessian(curved));
        }
        return answer;
    }

    private Schema<Object> hessian(List<Input> curved) {
        String when = "where hessian is \"diagonal\"";
        return loss.hasPredictions()
                ? FieldSchemas.tensor("second derivatives " + when + "; by name of input where wrt is sent")
                : byName("second derivatives by name of input, " + when, curved);
    }

    private static Schema<Object> byName(String description, List<Input> inputs) {
        Schema<Object> byName = FieldSchemas.typed("object");
        byName.setDescription(description);
        byName.setAdditionalProperties(FieldSchemas.tensor());
        byName.setPropertyNames(FieldSchemas
                .words(inputs.stream().filter(Input::isDifferentiable).map(Input::name).toList()));
        return byName;
    }
}
