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

    private final Map<String, FieldKind> kinds;

    EvaluationFields(LossEntry loss) {
        Map<String, FieldKind> fields = new LinkedHashMap<>();
        loss.defaults().inputs().forEach(input -> fields.put(input.name(), kind(input)));
        loss.options().forEach(option -> fields.put(option.name(), FieldKind.Value.OPTION));
        for (SharedField field : SharedField.values()) {
            if (field.appliesTo(loss)) {
                fields.put(field.label(), field.kind());
            }
        }
        this.kinds = Collections.unmodifiableMap(fields);
    }

    private EvaluationFields(Map<String, FieldKind> kinds) {
        this.kinds = Collections.unmodifiableMap(kinds);
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

    private static FieldKind kind(Input input) {
        return input.elements().isRounded(false) ? FieldKind.Value.REAL : FieldKind.Value.EXACT;
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }

    @Override
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }
}
