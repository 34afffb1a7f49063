package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Hessian;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** Schemas of request fields. */
final class FieldSchemas {

    /** Has no default in its schema: generated clients would send it, which is an error beside probabilities. */
    private static final String IGNORE_INDEX = "ignore_index";

    private FieldSchemas() {}

    /** The schema of an input; its description gives its shape relative to that of the loss's first input. */
    static Schema<Object> of(Input input, Input first) {
        StringJoiner description = new StringJoiner("; ").add(input.meaning());
        if (!input.equals(first) || !input.shape().equals(ShapeRules.SAME)) {
            description.add(input.shape().inWords(first.name()));
        }
        Domain domain = input.domain();
        if (domain != null) {
            description.add("each " + domain.inWords());
        }
        input.fallback().ifPresent(number -> description.add("by default " + number));
        return tensor(description.toString());
    }

    static Schema<Object> of(BindableOption option) {
        Schema<Object> type = option.kind() == BindableOption.Kind.STRING ? choice(option) : typeOf(option);
        Schema<Object> schema = within(option.range(), type);
        boolean hasGaps = option.range().parts().size() > 1;
        schema.setDescription(option.meaning() + (hasGaps ? "; " + option.range().inWords() : ""));
        if (option.name().equals(IGNORE_INDEX) || option.kind() == BindableOption.Kind.STRING) {
            // A reference that has a default of its own is no expression in a generated client.
            schema.setDescription(schema.getDescription()
                    + (option.defaultValue() == null ? "" : "; by default " + option.defaultValue()));
        } else if (option.defaultValue() != null) {
            schema.setDefault(json(option.defaultValue()));
        }
        return schema;
    }

    private static Schema<Object> choice(BindableOption option) {
        List<Object> choices = new ArrayList<>(option.choices());
        if (option.isNullable()) {
            choices.add(null);
        }
        Schema<Object> schema = reference(SharedComponents.CHOICE);
        schema.setEnum(choices);
        return schema;
    }

    /** The type of an option, without its range and default. */
    static Schema<Object> typeOf(BindableOption option) {
        Schema<Object> schema = switch (option.kind()) {
            case BOOLEAN -> ofType("boolean");
            case INTEGER -> integer();
            case INTEGER_PAIR, PADDING, PADDING_PAIR -> new JsonSchema();
            case STRING -> oneOf(option.choices());
            case TEXT -> ofType("string");
            case NUMBER -> isFinite(option.range()) ? number() : new JsonSchema();
        };
        if (option.isNullable()) {
            schema.addType("null");
        }
        return schema;
    }

    /** An infinity is a string in JSON. */
    private static boolean isFinite(Domain range) {
        return !range.contains(Double.POSITIVE_INFINITY) && !range.contains(Double.NEGATIVE_INFINITY);
    }

    private static Object json(Object value) {
        return value instanceof Double number && number.isInfinite() ? number.toString() : value;
    }

    static Schema<Object> of(SharedField field, LossEntry loss) {
        Schema<Object> schema = switch (field) {
            case REDUCTION -> reduction(loss);
            case SAMPLE_WEIGHT, MASK, GRAD_OUTPUT -> tensor();
            case WRT -> inputNames(loss);
            case HESSIAN -> hessian(loss);
            case AXIS -> integer();
            case DTYPE -> dtype();
        };
        schema.setDescription(field.meaning(loss));
        return schema;
    }

    private static Schema<Object> reduction(LossEntry loss) {
        Schema<Object> schema = reference(SharedComponents.REDUCTION);
        schema.setEnum(labels(loss.defaults().reductions()));
        schema.setDefault(Reduction.MEAN.label());
        return schema;
    }

    /** Narrowed for a loss that has no second derivatives. */
    private static Schema<Object> hessian(LossEntry loss) {
        Schema<Object> schema = reference(SharedComponents.HESSIAN);
        if (loss.defaults().inputs().stream().noneMatch(Input::hasHessian)) {
            schema.setEnum(List.of(Hessian.CONSTANT.label()));
        }
        return schema;
    }

    private static Schema<Object> inputNames(LossEntry loss) {
        Schema<Object> schema = ofType("array");
        schema.addType("null"); // otherwise generated clients send an empty list, which requests no gradient
        Schema<Object> name = reference(SharedComponents.INPUT_NAME);
        name.setEnum(List.copyOf(
                loss.defaults().inputs().stream().filter(Input::isDifferentiable).map(Input::name).toList()));
        schema.setItems(name);
        return schema;
    }

    static List<Object> labels(Collection<Reduction> reductions) {
        return List.copyOf(reductions.stream().map(Reduction::label).toList());
    }

    /** A dtype. It has no default: generated clients would send it, which conflicts with a dtype sent elsewhere. */
    static Schema<Object> dtype() {
        return reference(SharedComponents.DTYPE);
    }

    /** Any tensor. */
    static Schema<Object> tensor() {
        return reference(SharedComponents.TENSOR);
    }

    static Schema<Object> tensor(String description) {
        Schema<Object> schema = tensor();
        schema.setDescription(description);
        return schema;
    }

    /** The schema of a component, which keywords beside the reference may narrow. */
    static Schema<Object> reference(String component) {
        Schema<Object> schema = new JsonSchema();
        schema.set$ref(component);
        return schema;
    }

    /** A string that is one of a few. */
    static Schema<Object> oneOf(List<String> values) {
        Schema<Object> schema = ofType("string");
        schema.setEnum(List.copyOf(values));
        return schema;
    }

    /** An integer of 64 bits. */
    static Schema<Object> integer() {
        Schema<Object> schema = ofType("integer");
        schema.setFormat("int64");
        return schema;
    }

    /** A float64 number; without the format, Go clients would round it to float32. */
    static Schema<Object> number() {
        Schema<Object> schema = ofType("number");
        schema.setFormat("double");
        return schema;
    }

    /** Adds the bounds of a range. Schemas cannot express its gaps; the service rejects numbers in them. */
    private static Schema<Object> within(Domain domain, Schema<Object> schema) {
        Interval range = domain.hull();
        if (Double.isFinite(range.lower())) {
            BigDecimal lower = bound(range.lower());
            schema.setMinimum(range.lowerOpen() ? null : lower);
            schema.setExclusiveMinimumValue(range.lowerOpen() ? lower : null);
        }
        if (Double.isFinite(range.upper())) {
            BigDecimal upper = bound(range.upper());
            schema.setMaximum(range.upperOpen() ? null : upper);
            schema.setExclusiveMaximumValue(range.upperOpen() ? upper : null);
        }
        return schema;
    }

    private static BigDecimal bound(double end) {
        return new BigDecimal(BigDecimal.valueOf(end).stripTrailingZeros().toPlainString());
    }

    static Schema<Object> ofType(String type) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }
}
