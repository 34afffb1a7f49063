package dev.nabla.service.objective;

import dev.nabla.request.FieldKind;
import java.util.Locale;

/** A field of a term, in addition to the options of its loss. */
public enum TermField {
    NAME("its name in the response; by default that of its loss"),
    LOSS("id or alias of a loss"),
    FORMULA("a formula, in place of a loss"),
    INPUTS("for each input of the loss, the name of one of the objective's inputs; not needed where the names are the same"),
    WEIGHT("a factor, 1 by default, or {\"log_variance\": s} for a weight that is learnt: the term adds e^-s * loss + s"),
    REDUCTION("how the values of the loss are reduced to one number; mean by default"),
    AXIS("the class axis; negative counts from the end"),
    SAMPLE_WEIGHT("a weight for each value of the loss"),
    MASK("which values of the loss to include"),
    GRADIENTS("formulas for gradients, in place of those of the formula");

    /** The member of a weight that is learnt. */
    static final String LOG_VARIANCE = "log_variance";

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    TermField(String meaning) {
        this.meaning = meaning;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /** Its meaning, in a few words. */
    public String meaning() {
        return meaning;
    }

    FieldKind kind() {
        return switch (this) {
            case NAME, LOSS, FORMULA, REDUCTION, AXIS -> FieldKind.Value.OPTION;
            case INPUTS, GRADIENTS -> new FieldKind.Members(_ -> FieldKind.Value.OPTION);
            case WEIGHT -> new FieldKind.TensorOrMembers(name -> name.equals(LOG_VARIANCE)
                    ? FieldKind.Value.OPTION
                    : FieldKind.Value.UNKNOWN);
            case SAMPLE_WEIGHT -> FieldKind.Value.EXACT;
            case MASK -> FieldKind.Value.BOOLEAN;
        };
    }
}
