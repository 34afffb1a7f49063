package dev.nabla.web.openapi;

import static dev.nabla.web.openapi.Bodies.array;
import static dev.nabla.web.openapi.Bodies.byName;
import static dev.nabla.web.openapi.Bodies.described;
import static dev.nabla.web.openapi.Bodies.object;

import dev.nabla.catalog.LossEntry;
import dev.nabla.expression.objective.Term;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.objective.ObjectiveField;
import dev.nabla.service.objective.TermField;
import dev.nabla.web.v1.ObjectiveExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the bodies of requests with objectives, with examples and the service's answers. */
@Component
class ObjectiveCustomizer implements OpenApiCustomizer {

    private static final String PATH = "/v1/objectives";
    private static final String REQUEST = "ObjectiveRequest";
    private static final String CHECK = "ObjectiveGradientCheckRequest";
    private static final String ANSWER = "Objective";
    private static final String TERM = "Term";
    private static final String PART = "TermContribution";
    private static final String PAIR = "TermPair";

    private final LossService losses;
    private final ObjectiveExamples examples;

    ObjectiveCustomizer(LossService losses, ObjectiveExamples examples) {
        this.losses = losses;
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema<Object>> schemas = new LinkedHashMap<>();
        schemas.put(TERM, term());
        schemas.put(REQUEST, request());
        schemas.put(CHECK, gradientCheckRequest());
        schemas.put(ANSWER, answer());
        schemas.put(PART, termAnswer());
        schemas.put(PAIR, cosines());
        schemas.forEach(document.getComponents()::addSchemas);
        Bodies.document(document, PATH, REQUEST, ANSWER,
                examples.evaluations(), examples::answerToEvaluation);
        Bodies.document(document, PATH + "/gradcheck", CHECK, "GradientCheck",
                examples.gradientChecks(), examples::answerToGradientCheck);
    }

    private static <T> void forgetChoices(Schema<T> option) {
        option.setEnum(null);
    }

    private Schema<Object> term() {
        Schema<Object> term = object(
                "A loss or a formula, with its weight; the other fields are the options of the loss");
        MergedFields options = new MergedFields();
        for (LossEntry loss : losses.losses()) {
            loss.options().forEach(option -> options.add(loss.id(), option));
        }
        options.addTo(term);
        // the schemas of the losses have the choices; here each would be one more class of generated clients
        for (Schema<?> option : term.getProperties().values()) {
            forgetChoices(option);
        }
        for (TermField field : TermField.values()) {
            term.addProperty(field.label(), described(schema(field), field.meaning()));
        }
        term.setAdditionalProperties(false);
        return term;
    }

    private static Schema<Object> schema(TermField field) {
        return switch (field) {
            case NAME, LOSS, FORMULA -> FieldSchemas.ofType("string");
            case INPUTS, GRADIENTS -> byName(FieldSchemas.ofType("string"), field.meaning());
            case WEIGHT -> new JsonSchema();
            case REDUCTION -> FieldSchemas.reference(SharedComponents.REDUCTION);
            case AXIS -> FieldSchemas.integer();
            case SAMPLE_WEIGHT, MASK -> FieldSchemas.tensor();
        };
    }

    private static Schema<Object> request() {
        Schema<Object> request = object("Losses to add, and the tensors that they share");
        for (ObjectiveField field : ObjectiveField.values()) {
            request.addProperty(field.label(), described(schema(field), field.meaning()));
        }
        Schema<Object> wrt = array(FieldSchemas.ofType("string"), SharedField.WRT.meaning());
        wrt.addType("null");
        request.addProperty(SharedField.WRT.label(), wrt);
        request.addProperty(SharedField.GRAD_OUTPUT.label(), FieldSchemas.tensor(SharedField.GRAD_OUTPUT.meaning()));
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
        request.setRequired(List.of(Term.TERMS));
        request.setAdditionalProperties(false);
        return request;
    }

    private static Schema<Object> schema(ObjectiveField field) {
        return switch (field) {
            case INPUTS, PARAMETERS -> byName(FieldSchemas.tensor(), field.meaning());
            case TERMS -> array(FieldSchemas.reference(TERM), field.meaning());
            case PER_TERM -> FieldSchemas.ofType("boolean");
        };
    }

    private static Schema<Object> gradientCheckRequest() {
        Schema<Object> request = request();
        request.setDescription("Losses to add, the tensors that they share, and your gradients");
        request.getProperties().remove(ObjectiveField.PER_TERM.label());
        request.addProperty(GradientCheckField.GRADIENTS.label(),
                byName(FieldSchemas.tensor(), GradientCheckField.GRADIENTS.meaning()));
        request.addProperty(GradientCheckField.LOSS.label(), FieldSchemas.tensor(GradientCheckField.LOSS.meaning()));
        request.addProperty(GradientCheckField.TOLERANCE.label(),
                described(FieldSchemas.number(), GradientCheckField.TOLERANCE.meaning()));
        return request;
    }

    private static Schema<Object> answer() {
        Schema<Object> answer = object("A weighted sum of losses");
        answer.addProperty("loss", FieldSchemas.tensor("the sum"));
        answer.addProperty("gradients", byName(FieldSchemas.tensor(), "its gradients by input"));
        answer.addProperty("terms", array(FieldSchemas.reference(PART), "what each term contributes"));
        answer.addProperty("cosines",
                array(FieldSchemas.reference(PAIR), "each two terms; present if per_term is true"));
        answer.setRequired(List.of("loss", "gradients", "terms"));
        return answer;
    }

    private static Schema<Object> termAnswer() {
        Schema<Object> term = object("What a term contributes");
        term.addProperty("name", FieldSchemas.ofType("string"));
        term.addProperty("value", FieldSchemas.tensor("the loss of the term"));
        term.addProperty("weighted_value", FieldSchemas.tensor("what it adds to the sum"));
        term.addProperty("log_variance_gradient",
                FieldSchemas.tensor("derivative of the sum with respect to the term's log_variance, if it has one"));
        term.addProperty("gradients", byName(FieldSchemas.tensor(),
                "what it adds to each gradient; present if per_term is true, as are the next two"));
        term.addProperty("gradient_norm",
                FieldSchemas.tensor("Euclidean norm of these gradients together, as one vector"));
        term.addProperty("gradient_norms", byName(FieldSchemas.tensor(), "Euclidean norm of each of these gradients"));
        term.setRequired(List.of("name", "value", "weighted_value"));
        return term;
    }

    private static Schema<Object> cosines() {
        Schema<Object> pair = object("Two terms, and the angle between their gradients");
        pair.addProperty("terms", array(FieldSchemas.ofType("string"), "their names"));
        pair.addProperty("cosine", FieldSchemas.tensor(
                "cosine of the angle between their gradients, all together as one vector; -1 where each undoes what the other does"));
        pair.addProperty("by_input", byName(FieldSchemas.tensor(),
                "the same for each input of which both have a gradient"));
        pair.setRequired(List.of("terms", "cosine", "by_input"));
        return pair;
    }
}
