package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request to a loss: its inputs, its options, and those that all losses share. */
public final class EvaluationFields implements FieldKinds {

    /** The field with the name of the loss, in requests whose path does not name it. */
    public static final String NAME = "loss";

    private final Map<String, FieldKind> kinds;
    private final List<String> names;

    EvaluationFields(LossEntry loss) {
        this(kinds(loss));
    }

    private static Map<String, FieldKind> kinds(LossEntry loss) {
        Map<String, FieldKind> fields = new LinkedHashMap<>();
        loss.defaults().inputs().forEach(input -> fields.put(input.name(), kind(input)));
        loss.options().forEach(option -> fields.put(option.name(), FieldKind.Value.OPTION));
        for (SharedField field : SharedField.values()) {
            if (field.appliesTo(loss)) {
                fields.put(field.label(), field.kind());
            }
        }
        return fields;
    }

    private EvaluationFields(Map<String, FieldKind> kinds) {
        this.kinds = Collections.unmodifiableMap(kinds);
        this.names = List.copyOf(kinds.keySet());
    }

    /** The fields of a gradient check: those of an evaluation, and those of the check. */
    EvaluationFields forGradientCheck(LossEntry loss) {
        Map<String, FieldKind> fields = new LinkedHashMap<>(kinds);
        for (GradientCheckField field : GradientCheckField.values()) {
            if (field.appliesTo(loss)) {
                fields.put(field.label(), field.kind(loss));
            }
        }
        return new EvaluationFields(fields);
    }

    /** The fields of an evaluation that names its loss. */
    EvaluationFields withName() {
        Map<String, FieldKind> fields = new LinkedHashMap<>();
        fields.put(NAME, FieldKind.Value.OPTION);
        fields.putAll(kinds);
        return new EvaluationFields(fields);
    }

    private static FieldKind kind(Input input) {
        return input.elements().isRounded(false) ? FieldKind.Value.REAL : FieldKind.Value.EXACT;
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }

    @Override
    public List<String> names() {
        return names;
    }
}
