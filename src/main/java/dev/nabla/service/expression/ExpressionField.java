package dev.nabla.service.expression;

import dev.nabla.request.FieldKind;
import java.util.Locale;

/** A field of a request with a formula, in addition to those that all losses share. */
public enum ExpressionField {
    FORMULA("the loss, unreduced: definitions, one a line, and then its value"),
    INPUTS("the tensors of the formula, by name"),
    PARAMETERS(
            "numbers or tensors of the formula that are not rounded to dtype, and not differentiated unless wrt names them"),
    GRADIENTS(
            "formulas for gradients, by input, in place of the derivatives; upstream is the gradient with respect to the values"),
    CHECK("whether to evaluate the formula again with more digits, and to say which it loses"),
    EXPLAIN("whether to answer the formula and its derivatives in TeX too");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    ExpressionField(String meaning) {
        this.meaning = meaning;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    FieldKind kind() {
        return switch (this) {
            case FORMULA, CHECK, EXPLAIN -> FieldKind.Value.OPTION;
            case INPUTS -> new FieldKind.Members(_ -> FieldKind.Value.REAL);
            case PARAMETERS -> new FieldKind.Members(_ -> FieldKind.Value.EXACT);
            case GRADIENTS -> new FieldKind.Members(_ -> FieldKind.Value.OPTION);
        };
    }

    /** Its meaning, in a few words. */
    public String meaning() {
        return meaning;
    }
}
