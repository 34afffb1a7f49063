package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.request.FieldKind;
import java.util.Locale;

/** A field that a request to check a gradient has, besides those of an evaluation. */
public enum GradientCheckField {
    GRADIENT("your gradient with respect to predictions, in their shape"),
    GRADIENTS("your gradients by name of input, in place of gradient"),
    LOSS("your loss, in the shape of the answered loss, if it is to be checked too"),
    TOLERANCE("relative difference that still agrees; by default 1e-12, and 1e-4 with dtype float32");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    GradientCheckField(String meaning) {
        this.meaning = meaning;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /** What it holds, in a few words. */
    public String meaning() {
        return meaning;
    }

    boolean appliesTo(LossEntry loss) {
        return this != GRADIENT || loss.hasPredictions();
    }

    FieldKind kind(LossEntry loss) {
        return switch (this) {
            case GRADIENT, LOSS -> FieldKind.Value.EXACT;
            case GRADIENTS -> new FieldKind.Members(name -> loss.defaults().inputs().stream()
                    .anyMatch(input -> input.name().equals(name) && input.isDifferentiable())
                            ? FieldKind.Value.EXACT
                            : FieldKind.Value.UNKNOWN);
            case TOLERANCE -> FieldKind.Value.OPTION;
        };
    }

    /** The inputs that a gradient can be checked of, for people. */
    static String differentiable(LossEntry loss) {
        return String.join(", ", loss.defaults().inputs().stream().filter(Input::isDifferentiable).map(Input::name)
                .toList());
    }
}
