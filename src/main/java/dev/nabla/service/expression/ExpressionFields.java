package dev.nabla.service.expression;

import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.service.loss.SharedField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request with a formula. */
public final class ExpressionFields implements FieldKinds {

    private static final ExpressionFields OF_EVALUATION = new ExpressionFields();

    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    private ExpressionFields() {
        for (ExpressionField field : ExpressionField.values()) {
            kinds.put(field.label(), field.kind());
        }
        for (SharedField field : SharedField.values()) {
            if (field != SharedField.AXIS) {
                kinds.put(field.label(), field.kind());
            }
        }
    }

    /** The fields of an evaluation. */
    public static ExpressionFields ofEvaluation() {
        return OF_EVALUATION;
    }

    /** The fields of a gradient check, whose {@code gradients} are the caller's numbers. */
    public static ExpressionFields ofGradientCheck() {
        ExpressionFields fields = new ExpressionFields();
        fields.kinds.keySet().removeAll(List.of(ExpressionField.CHECK.label(), ExpressionField.EXPLAIN.label()));
        FieldKind byInput = new FieldKind.Members(_ -> FieldKind.Value.EXACT);
        fields.kinds.put(GradientCheckField.GRADIENT.label(), FieldKind.Value.EXACT);
        fields.kinds.put(GradientCheckField.GRADIENTS.label(), byInput);
        fields.kinds.put(GradientCheckField.HESSIAN_DIAGONAL.label(),
                new FieldKind.TensorOrMembers(_ -> FieldKind.Value.EXACT));
        fields.kinds.put(GradientCheckField.LOSS.label(), FieldKind.Value.EXACT);
        fields.kinds.put(GradientCheckField.TOLERANCE.label(), FieldKind.Value.OPTION);
        return fields;
    }

    /** The fields of a curve, which has none of those that all losses share. */
    public static ExpressionFields ofCurve() {
        ExpressionFields fields = new ExpressionFields();
        fields.kinds.keySet().removeIf(name -> Arrays.stream(SharedField.values()).map(SharedField::label)
                .anyMatch(name::equals));
        fields.kinds.keySet().removeAll(List.of(ExpressionField.GRADIENTS.label(), ExpressionField.CHECK.label(),
                ExpressionField.EXPLAIN.label()));
        for (String name : List.of(FormulaCurveBinder.VARIABLE, FormulaCurveBinder.FROM, FormulaCurveBinder.TO,
                FormulaCurveBinder.POINTS)) {
            fields.kinds.put(name, FieldKind.Value.OPTION);
        }
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
