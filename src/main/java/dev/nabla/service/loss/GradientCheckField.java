package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.Locale;

/** A field of a gradient check, in addition to those of an evaluation. */
public enum GradientCheckField {
    GRADIENT("your gradient with respect to predictions, in their shape"),
    GRADIENTS("your gradients by input name, instead of gradient"),
    HESSIAN_DIAGONAL(
            "your Hessian diagonal, to check it too: a tensor, or an object of tensors by input name as in gradients"),
    LOSS("your loss, in the shape of the returned loss, to check it too"),
    TOLERANCE("relative tolerance; 1e-12 by default, 1e-4 with dtype float32");

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String meaning;

    GradientCheckField(String meaning) {
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

    boolean appliesTo(LossEntry loss) {
        return this != GRADIENT || loss.hasPredictions();
    }

    FieldKind kind(LossEntry loss) {
        return switch (this) {
            case GRADIENT, LOSS -> FieldKind.Value.EXACT;
            case GRADIENTS -> new FieldKind.Members(byInput(loss));
            case HESSIAN_DIAGONAL -> new FieldKind.TensorOrMembers(byInput(loss));
            case TOLERANCE -> FieldKind.Value.OPTION;
        };
    }

    private static FieldKinds byInput(LossEntry loss) {
        return name -> loss.defaults().inputs().stream()
                .anyMatch(input -> input.name().equals(name) && input.isDifferentiable())
                        ? FieldKind.Value.EXACT
                        : FieldKind.Value.UNKNOWN;
    }

    /** The inputs with a gradient, for messages. */
    static String differentiable(LossEntry loss) {
        return String.join(", ", loss.defaults().inputs().stream().filter(Input::isDifferentiable).map(Input::name)
                .toList());
    }
}
