package dev.nabla.service.objective;

import dev.nabla.request.FieldKind;
import dev.nabla.service.loss.SharedField;
import java.util.List;
import java.util.Locale;

/** A field of a request with an objective. Of those that all losses share it has {@code wrt}, {@code grad_output}, {@code dtype}. */
public enum ObjectiveField {
    INPUTS("the tensors of the terms, by name"),
    PARAMETERS(
            "numbers or tensors of the terms that are not rounded to dtype, and not differentiated unless wrt names them"),
    TERMS("the losses to add"),
    PER_TERM("whether to return the gradients of each term, their norms and the cosines between them");

    /** The fields that it has of those that all losses share. */
    static final List<SharedField> SHARED = List.of(SharedField.WRT, SharedField.GRAD_OUTPUT, SharedField.DTYPE);

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    ObjectiveField(String meaning) {
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

    FieldKind kind(TermFields terms) {
        return switch (this) {
            case INPUTS -> new FieldKind.Members(_ -> FieldKind.Value.REAL);
            case PARAMETERS -> new FieldKind.Members(_ -> FieldKind.Value.EXACT);
            case TERMS -> new FieldKind.Items(new FieldKind.Members(terms));
            case PER_TERM -> FieldKind.Value.OPTION;
        };
    }
}
