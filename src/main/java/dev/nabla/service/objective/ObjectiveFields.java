package dev.nabla.service.objective;

import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.service.loss.SharedField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request with an objective. */
final class ObjectiveFields implements FieldKinds {

    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    private ObjectiveFields(TermFields terms) {
        for (ObjectiveField field : ObjectiveField.values()) {
            kinds.put(field.label(), field.kind(terms));
        }
        for (SharedField field : ObjectiveField.SHARED) {
            kinds.put(field.label(), field.kind());
        }
    }

    /** The fields of an evaluation. */
    static ObjectiveFields ofEvaluation(TermFields terms) {
        return new ObjectiveFields(terms);
    }

    /** The fields of a gradient check. */
    static ObjectiveFields ofGradientCheck(TermFields terms) {
        ObjectiveFields fields = new ObjectiveFields(terms);
        fields.kinds.remove(ObjectiveField.PER_TERM.label());
        fields.kinds.put(GradientCheckField.GRADIENTS.label(), new FieldKind.Members(_ -> FieldKind.Value.EXACT));
        fields.kinds.put(GradientCheckField.LOSS.label(), FieldKind.Value.EXACT);
        fields.kinds.put(GradientCheckField.TOLERANCE.label(), FieldKind.Value.OPTION);
        return fields;
    }

    @Override
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }
}
