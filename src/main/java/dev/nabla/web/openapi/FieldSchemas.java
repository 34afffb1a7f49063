package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** The schemas of the fields of a request. */
final class FieldSchemas {

    private FieldSchemas() {}

    /** An input, whose shape follows from that of the first. */
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
        Schema<Object> schema = switch (option.kind()) {
            case BOOLEAN -> typed("boolean");
            case INTEGER -> within(option.range(), integer("int64"));
            case INTEGER_PAIR -> new JsonSchema();
            case STRING -> words(option.choices());
            case NUMBER -> number(option.range());
        };
        if (option.isNullable()) {
            schema.addType("null");
        }
        boolean hasGaps = option.range().parts().size() > 1;
        schema.setDescription(option.meaning() + (hasGaps ? "; " + option.range().inWords() : ""));
        if (option.defaultValue() != null) {
            schema.setDefault(json(option.defaultValue()));
        }
        return schema;
    }

    private static Object json(Object value) {
        return value instanceof Double number && number.isInfinite() ? number.toString() : value;
    }

    /** Whether a loss documents a field: there is no Hessian to ask for where the loss has none. */
    static boolean isOffered(SharedField field, LossEntry loss) {
        return field.appliesTo(loss)
                && (field != SharedField.HESSIAN || loss.defaults().inputs().stream().anyMatch(Input::hasHessian));
    }

    static Schema<Object> of(SharedField field, LossEntry loss) {
        Schema<Object> schema = switch (field) {
            case REDUCTION -> reduction(loss);
            case SAMPLE_WEIGHT, MASK, GRAD_OUTPUT -> tensor();
            case WRT -> names(loss);
            case HESSIAN -> words(List.of("diagonal"));
            case AXIS -> integer("int32");
            case DTYPE -> dtype();
        };
        schema.setDescription(field.meaning(loss));
        return schema;
    }

    private static Schema<Object> reduction(LossEntry loss) {
        Schema<Object> schema = words(loss.defaults().reductions().stream().map(Reduction::label).toList());
        schema.setDefault(Reduction.MEAN.label());
        return schema;
    }

    private static Schema<Object> names(LossEntry loss) {
        Schema<Object> schema = typed("array");
        schema.addType("null"); // else generated clients send an empty list, which asks for no gradient at all
        schema.setItems(
                words(loss.defaults().inputs().stream().filter(Input::isDifferentiable).map(Input::name).toList()));
        return schema;
    }

    /** A dtype; without a default, which generated clients would send and so contradict the query or the body. */
    static Schema<Object> dtype() {
        return words(Arrays.stream(DType.values()).map(DType::label).toList());
    }

    /** Any tensor. */
    static Schema<Object> tensor() {
        Schema<Object> schema = new JsonSchema();
        schema.set$ref(SharedComponents.TENSOR);
        return schema;
    }

    static Schema<Object> tensor(String description) {
        Schema<Object> schema = tensor();
        schema.setDescription(description);
        return schema;
    }

    /** One of some words. */
    static Schema<Object> words(List<String> words) {
        Schema<Object> schema = typed("string");
        schema.setEnum(List.copyOf(words));
        return schema;
    }

    private static Schema<Object> integer(String format) {
        Schema<Object> schema = typed("integer");
        schema.setFormat(format);
        return schema;
    }

    /** A number in a range; without a type where the range holds an infinity, which JSON writes as a string. */
    private static Schema<Object> number(Domain range) {
        boolean isFinite = !range.contains(Double.POSITIVE_INFINITY) && !range.contains(Double.NEGATIVE_INFINITY);
        return within(range, isFinite ? typed("number") : new JsonSchema());
    }

    /** The bounds of a range; numbers in its gaps are for the server to refuse. */
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

    static Schema<Object> typed(String type) {
        Schema<Object> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }
}
