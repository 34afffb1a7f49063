package dev.nabla.web.openapi;

import static dev.nabla.web.openapi.Bodies.array;
import static dev.nabla.web.openapi.Bodies.byName;
import static dev.nabla.web.openapi.Bodies.described;
import static dev.nabla.web.openapi.Bodies.object;

import dev.nabla.service.expression.ExpressionField;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.service.loss.SharedField;
import dev.nabla.web.v1.ExpressionExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the bodies of requests with formulas, with examples and the service's answers. */
@Component
class ExpressionCustomizer implements OpenApiCustomizer {

    private static final String PATH = "/v1/expressions";
    private static final String REQUEST = "ExpressionRequest";
    private static final String ANSWER = "Expression";
    private static final String MEASURED = "MeasuredTensor";
    private static final String DERIVATIVE = "GivenGradient";
    private static final String ADVICE = "FormulaAdvice";
    private static final String EXPLANATION = "FormulaExplanation";

    private final ExpressionExamples examples;

    ExpressionCustomizer(ExpressionExamples examples) {
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema<Object>> schemas = new LinkedHashMap<>();
        schemas.put(REQUEST, request());
        schemas.put(ANSWER, answer());
        schemas.put("ExpressionCheck", check());
        schemas.put(DERIVATIVE, derivative());
        schemas.put(ADVICE, advice());
        schemas.put(EXPLANATION, explanation());
        schemas.put(MEASURED, measured("The worst error of a tensor"));
        schemas.put("ExpressionGradientCheckRequest", gradientCheckRequest());
        schemas.put("ExpressionCurveRequest", curveRequest());
        schemas.forEach(document.getComponents()::addSchemas);
        Bodies.document(document, PATH, REQUEST, ANSWER,
                examples.evaluations(), examples::answerToEvaluation);
        Bodies.document(document, PATH + "/gradcheck", "ExpressionGradientCheckRequest", "GradientCheck",
                examples.gradientChecks(), examples::answerToGradientCheck);
        Bodies.document(document, PATH + "/curve", "ExpressionCurveRequest", "Curve",
                examples.curves(), examples::answerToCurve);
    }

    private static Schema<Object> request() {
        Schema<Object> request = object("A formula, its tensors, and the fields that all losses share");
        for (ExpressionField field : ExpressionField.values()) {
            request.addProperty(field.label(), described(schema(field), field.meaning()));
        }
        addShared(request);
        request.setRequired(List.of(ExpressionField.FORMULA.label()));
        request.setAdditionalProperties(false);
        return request;
    }

    private static Schema<Object> schema(ExpressionField field) {
        return switch (field) {
            case FORMULA -> FieldSchemas.ofType("string");
            case INPUTS, PARAMETERS -> byName(FieldSchemas.tensor(), field.meaning());
            case GRADIENTS -> byName(FieldSchemas.ofType("string"), field.meaning());
            case CHECK, EXPLAIN -> FieldSchemas.ofType("boolean");
        };
    }

    private static void addShared(Schema<Object> request) {
        request.addProperty(SharedField.REDUCTION.label(),
                described(FieldSchemas.reference(SharedComponents.REDUCTION), SharedField.REDUCTION.meaning()));
        for (SharedField field : List.of(SharedField.SAMPLE_WEIGHT, SharedField.MASK, SharedField.GRAD_OUTPUT)) {
            request.addProperty(field.label(), FieldSchemas.tensor(field.meaning()));
        }
        Schema<Object> wrt = array(FieldSchemas.ofType("string"), SharedField.WRT.meaning());
        wrt.addType("null");
        request.addProperty(SharedField.WRT.label(), wrt);
        request.addProperty(SharedField.HESSIAN.label(),
                described(FieldSchemas.reference(SharedComponents.HESSIAN), SharedField.HESSIAN.meaning()));
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
    }

    private static Schema<Object> answer() {
        Schema<Object> answer = object("The loss of a formula and its derivatives");
        answer.addProperty("loss", FieldSchemas.tensor("the loss"));
        answer.addProperty("gradient", FieldSchemas
                .tensor("gradient with respect to predictions, if there is such an input and wrt was not sent"));
        answer.addProperty("gradients", byName(FieldSchemas.tensor(), "gradients by input otherwise"));
        answer.addProperty("hessian_diagonal", FieldSchemas.tensor("second derivatives, if they were asked for"));
        answer.addProperty("check", FieldSchemas.reference("ExpressionCheck"));
        answer.addProperty("explanation", FieldSchemas.reference(EXPLANATION));
        answer.setRequired(List.of("loss"));
        return answer;
    }

    private static Schema<Object> explanation() {
        Schema<Object> explanation = object("The formula and its derivatives in TeX, if explain is true");
        Schema<Object> text = FieldSchemas.ofType("string");
        explanation.addProperty("definitions", byName(text, "the definitions, by name"));
        explanation.addProperty("formula", described(FieldSchemas.ofType("string"), "the value"));
        explanation.addProperty("gradients",
                byName(text, "the gradient of the sum of the values with respect to each input"));
        return explanation;
    }

    private static Schema<Object> check() {
        Schema<Object> check = object("What a formula loses, on the numbers of the request, against more digits");
        check.addProperty("values", FieldSchemas.reference(MEASURED));
        check.addProperty("gradients", byName(FieldSchemas.reference(MEASURED),
                "the same for the gradient of the sum of the values with respect to each input"));
        check.addProperty("derivatives", byName(FieldSchemas.reference(DERIVATIVE),
                "inputs whose gradient is given: by the request's gradients, or by functions such as stop_gradient"));
        check.addProperty("advice",
                array(FieldSchemas.reference(ADVICE), "the parts that lose digits, the worst first"));
        check.setRequired(List.of("values", "gradients", "advice"));
        return check;
    }

    private static Schema<Object> derivative() {
        Schema<Object> derivative = object(
                "Whether a gradient that the formula or the request gives is the derivative");
        derivative.addProperty("agrees", FieldSchemas.ofType("boolean"));
        derivative.addProperty("index", indices("place of the largest difference"));
        derivative.addProperty("given", described(FieldSchemas.number(), "the given gradient there"));
        derivative.addProperty("derivative", described(FieldSchemas.number(), "the derivative there"));
        return derivative;
    }

    private static Schema<Object> advice() {
        Schema<Object> advice = measured("A part of the formula that loses digits");
        advice.addProperty("part", described(FieldSchemas.ofType("string"), "the part"));
        advice.addProperty("instead",
                described(FieldSchemas.ofType("string"),
                        "a form that keeps the digits on these numbers, if one is known"));
        advice.addProperty("line", described(FieldSchemas.integer(), "line of the part, from 1"));
        advice.addProperty("column", described(FieldSchemas.integer(), "column of the part, from 1"));
        return advice;
    }

    private static Schema<Object> measured(String description) {
        Schema<Object> measured = object(description);
        measured.addProperty("ulps",
                FieldSchemas.tensor("the worst error in units in the last place of the exact number"));
        measured.addProperty("index", indices("where that is"));
        measured.addProperty("computed", FieldSchemas.tensor("the number in float64"));
        measured.addProperty("exact", FieldSchemas.tensor("the exact number, rounded"));
        return measured;
    }

    private static Schema<Object> indices(String description) {
        return array(FieldSchemas.integer(), description);
    }

    private static Schema<Object> gradientCheckRequest() {
        Schema<Object> request = request();
        request.setDescription("A formula, its tensors, and your numbers, of which gradient or gradients is required");
        request.getProperties().remove(ExpressionField.CHECK.label());
        request.getProperties().remove(ExpressionField.EXPLAIN.label());
        request.addProperty(GradientCheckField.GRADIENT.label(),
                FieldSchemas.tensor(GradientCheckField.GRADIENT.meaning()));
        request.addProperty(GradientCheckField.GRADIENTS.label(),
                byName(FieldSchemas.tensor(), GradientCheckField.GRADIENTS.meaning()));
        request.addProperty(GradientCheckField.HESSIAN_DIAGONAL.label(),
                FieldSchemas.tensor(GradientCheckField.HESSIAN_DIAGONAL.meaning()));
        request.addProperty(GradientCheckField.LOSS.label(), FieldSchemas.tensor(GradientCheckField.LOSS.meaning()));
        request.addProperty(GradientCheckField.TOLERANCE.label(),
                described(FieldSchemas.number(), GradientCheckField.TOLERANCE.meaning()));
        return request;
    }

    private static Schema<Object> curveRequest() {
        Schema<Object> request = object("A formula, the input that varies, and its range");
        for (ExpressionField field : List.of(ExpressionField.FORMULA, ExpressionField.INPUTS,
                ExpressionField.PARAMETERS)) {
            request.addProperty(field.label(), described(schema(field), field.meaning()));
        }
        request.addProperty("variable", described(FieldSchemas.ofType("string"),
                "the name of the input that varies, a number that is not among the inputs"));
        request.addProperty("from", described(FieldSchemas.number(), "its first value; -5 by default"));
        request.addProperty("to", described(FieldSchemas.number(), "its last value; 5 by default"));
        request.addProperty("points",
                described(FieldSchemas.integer(), "the number of values, both ends included; 201 by default"));
        request.setRequired(List.of(ExpressionField.FORMULA.label(), "variable"));
        request.setAdditionalProperties(false);
        return request;
    }
}
