package dev.nabla.web.openapi;

import dev.nabla.evaluation.Hessian;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.DType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * The components that paths share. In generated clients each is one class, where a schema written out in each path would be a
 * class for each loss.
 */
final class SharedComponents {

    static final String TENSOR = "Tensor";
    static final String LOSS_ANSWER = "LossAnswer";
    static final String REDUCTION = "Reduction";
    static final String HESSIAN = "Hessian";
    static final String DTYPE = "DType";
    static final String INPUT_NAME = "InputName";
    static final String CHOICE = "Choice";

    private SharedComponents() {}

    static void addTo(Components components) {
        components.addSchemas(TENSOR, tensor());
        components.addSchemas(LOSS_ANSWER, lossAnswer());
        components.addSchemas(REDUCTION, described("How the values of a loss are reduced to one number",
                FieldSchemas.oneOf(Arrays.stream(Reduction.values()).map(Reduction::label).toList())));
        components.addSchemas(HESSIAN,
                described("Which second derivatives to add",
                        FieldSchemas.oneOf(Hessian.REQUESTABLE.stream().map(Hessian::label).toList())));
        components.addSchemas(DTYPE, described("How tensors are stored and printed",
                FieldSchemas.oneOf(Arrays.stream(DType.values()).map(DType::label).toList())));
        components.addSchemas(INPUT_NAME, inputName());
        components.addSchemas(CHOICE, choice());
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

    /** A string here, and an enum where the loss is known: clients in Go would have constants of equal names. */
    private static Schema<Object> inputName() {
        return described("The name of an input", FieldSchemas.ofType("string"));
    }

    /** Narrowed to an enum where the option is known, as names of inputs are. */
    private static Schema<Object> choice() {
        Schema<Object> choice = described("One of the values of an option; null for none, if that is one of them",
                FieldSchemas.ofType("string"));
        choice.addType("null");
        return choice;
    }

    private static Schema<Object> lossAnswer() {
        Schema<Object> gradients = described("gradients by input name, instead of gradient; present if wrt is sent, "
                + "and for losses without predictions", FieldSchemas.ofType("object"));
        gradients.setAdditionalProperties(FieldSchemas.tensor());
        Schema<Object> answer = described("A loss and its derivatives", FieldSchemas.ofType("object"));
        answer.addProperty("loss",
                FieldSchemas.tensor("the reduced loss; with reduction \"none\", the unreduced values"));
        answer.addProperty("gradient", FieldSchemas.tensor("gradient with respect to predictions"));
        answer.addProperty("gradients", gradients);
        answer.addProperty("hessian_diagonal", described("second derivatives: a tensor beside gradient, tensors by "
                + "input name beside gradients; present if hessian is sent", new JsonSchema()));
        answer.setRequired(List.of("loss"));
        return answer;
    }

    private static Schema<Object> described(String description, Schema<Object> schema) {
        schema.setDescription(description);
        return schema;
    }
}
