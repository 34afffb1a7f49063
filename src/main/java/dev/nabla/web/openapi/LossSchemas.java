package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.option.BindableOption;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** The schemas of a loss's request and answer. */
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
        Schema<Object> request = FieldSchemas.ofType("object");
        request.setAdditionalProperties(false);
        for (Input input : inputs) {
            request.addProperty(input.name(), FieldSchemas.of(input, inputs.getFirst()));
        }
        for (BindableOption option : loss.options()) {
            request.addProperty(option.name(), FieldSchemas.of(option));
        }
        for (SharedField field : SharedField.values()) {
            if (FieldSchemas.isDocumented(field, loss)) {
                request.addProperty(field.label(), FieldSchemas.of(field, loss));
            }
        }
        request.setRequired(inputs.stream().filter(Input::isRequired).map(Input::name).toList());
        return request;
    }

    Schema<Object> answer() {
        Schema<Object> answer = FieldSchemas.ofType("object");
        answer.addProperty("loss",
                FieldSchemas.tensor("the reduced loss; with reduction \"none\", the unreduced values"));
        if (loss.hasPredictions()) {
            answer.addProperty("gradient",
                    FieldSchemas.tensor("gradient with respect to predictions; absent if wrt is sent"));
            answer.addProperty("gradients", byName("gradients by input name; present if wrt is sent", inputs));
        } else {
            answer.addProperty("gradients", byName("gradients by input name", inputs));
        }
        answer.setRequired(loss.hasPredictions() ? List.of("loss") : List.of("loss", "gradients"));
        List<Input> withHessian = inputs.stream().filter(Input::hasHessian).toList();
        if (!withHessian.isEmpty()) {
            answer.addProperty("hessian_diagonal", hessian(withHessian));
        }
        return answer;
    }

    private Schema<Object> hessian(List<Input> withHessian) {
        String when = "; present if hessian is \"diagonal\"";
        return loss.hasPredictions()
                ? FieldSchemas.tensor("second derivatives, by input name if wrt is sent" + when)
                : byName("second derivatives by input name" + when, withHessian);
    }

    private static Schema<Object> byName(String description, List<Input> inputs) {
        Schema<Object> byName = FieldSchemas.ofType("object");
        byName.setDescription(description);
        byName.setAdditionalProperties(FieldSchemas.tensor());
        byName.setPropertyNames(
                FieldSchemas.oneOf(inputs.stream().filter(Input::isDifferentiable).map(Input::name).toList()));
        return byName;
    }
}
