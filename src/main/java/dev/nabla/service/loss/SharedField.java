package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.FieldKind;
import java.util.Locale;

/** A field that all losses share, in addition to the inputs and options of each. */
public enum SharedField {
    REDUCTION(FieldKind.Value.OPTION, "how the values are reduced to one number"),
    SAMPLE_WEIGHT(FieldKind.Value.EXACT,
            "a weight for each unreduced value, in the shape of the unreduced loss"),
    MASK(FieldKind.Value.BOOLEAN,
            "which values to include, in the shape of the unreduced loss; false excludes one"),
    GRAD_OUTPUT(
            FieldKind.Value.EXACT,
            "the upstream gradient, in the shape of the returned loss; 1 by default"),
    WRT(
            FieldKind.Value.NAMES,
            "names of the inputs to differentiate with respect to; the response then has gradients by name"),
    HESSIAN(
            FieldKind.Value.OPTION,
            "\"diagonal\" adds the second derivatives; \"constant\" adds 1 for every element instead, scaled as the gradient"),
    AXIS(FieldKind.Value.OPTION,
            "the class axis; negative counts from the end"),
    DTYPE(
            FieldKind.Value.DTYPE,
            "how tensors are stored and printed: \"float64\", the default, or \"float32\"");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final FieldKind.Value kind;
    private final String meaning;

    SharedField(FieldKind.Value kind, String meaning) {
        this.kind = kind;
        this.meaning = meaning;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    public FieldKind.Value kind() {
        return kind;
    }

    /** Its meaning, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Its meaning for a loss, whose mask may have a shape of its own. */
    public String meaning(LossEntry loss) {
        return this == MASK && loss.defaults() instanceof BatchLoss batch
                && !batch.maskAxes().equals(batch.valueAxes())
                        ? "which elements to include, in the shape " + batch.maskAxes() + "; false excludes one"
                        : meaning;
    }

    /** Whether a loss has this field: only losses with a class axis have {@code axis}. */
    public boolean appliesTo(LossEntry loss) {
        return this != AXIS || loss.defaults() instanceof RowwiseLoss;
    }
}
