package dev.nabla.service.batch;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Literal;
import dev.nabla.service.expression.ExpressionField;
import dev.nabla.service.expression.ExpressionFields;
import dev.nabla.service.loss.EvaluationFields;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.objective.ObjectiveField;
import dev.nabla.service.objective.ObjectiveService;
import java.util.List;

/** The fields of an evaluation: the first of {@code loss}, {@code formula} and {@code terms} decides which they are. */
final class EvaluationKinds implements FieldKinds {

    static final String LOSS = EvaluationFields.NAME;
    static final String FORMULA = ExpressionField.FORMULA.label();
    static final String TERMS = ObjectiveField.TERMS.label();

    private static final FieldKinds OF_NOTHING = _ -> FieldKind.Value.UNKNOWN;

    private final LossService losses;
    private final ObjectiveService objectives;

    EvaluationKinds(LossService losses, ObjectiveService objectives) {
        this.losses = losses;
        this.objectives = objectives;
    }

    @Override
    public List<String> names() {
        return List.of(LOSS, FORMULA, TERMS);
    }

    @Override
    public FieldKind of(String name) {
        if (name.equals(TERMS)) {
            return objectives.fields().of(name);
        }
        return name.equals(LOSS) || name.equals(FORMULA) ? FieldKind.Value.OPTION : FieldKind.Value.LATER;
    }

    @Override
    public FieldKinds after(String name, Field field) {
        if (name.equals(LOSS)) {
            return field instanceof Field.Option(Literal.Text(String loss))
                    ? losses.lookUp(loss).<FieldKinds>map(losses::namedFieldsOf).orElse(OF_NOTHING)
                    : OF_NOTHING;
        }
        return name.equals(FORMULA) ? ExpressionFields.ofEvaluation() : objectives.fields();
    }
}
