package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.FieldKind;
import java.util.Locale;

/** A field that requests to every loss may have, besides the inputs and options of the loss. */
public enum SharedField {
    REDUCTION(FieldKind.Value.OPTION, "how the values become one number"),
    SAMPLE_WEIGHT(FieldKind.Value.EXACT,
            "a weight for each unreduced value, in the shape of the unreduced loss"),
    MASK(FieldKind.Value.BOOLEAN,
            "which values take part, in the shape of the unreduced loss; false leaves one out"),
    GRAD_OUTPUT(
            FieldKind.Value.EXACT,
            "the upstream gradient, in the shape of the answered loss; 1 by default"),
    WRT(
            FieldKind.Value.OPTION,
            "names of the inputs whose gradients are wanted; the answer then carries gradients by name"),
    HESSIAN(
            FieldKind.Value.OPTION,
            "\"diagonal\" asks for the second derivatives too"),
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

    /** What it does, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What it does for one loss, whose mask may have a shape of its own. */
    public String meaning(LossEntry loss) {
        return this == MASK && loss.defaults() instanceof BatchLoss batch
                && !batch.maskAxes().equals(batch.valueAxes())
                        ? "which elements take part, in the shape " + batch.maskAxes() + "; false leaves one out"
                        : meaning;
    }

    /** Whether requests to a loss may have it: only losses with a class axis have {@code axis}. */
    public boolean appliesTo(LossEntry loss) {
        return this != AXIS || loss.defaults() instanceof RowwiseLoss;
    }
}
