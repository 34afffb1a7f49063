package dev.nabla.network;

import dev.nabla.request.FieldKind;

/**
 * A tensor that a layer needs in addition to its input.
 *
 * @param name its name on the wire
 * @param shape its shape, in the notation of the layer's definition
 * @param meaning its meaning, in a few words
 * @param kind the kind of field that holds it
 * @param isRequired whether it is required
 */
public record Parameter(String name, String shape, String meaning, FieldKind.Value kind, boolean isRequired) {

    /** A learnable parameter, which has a gradient. */
    public static Parameter learnable(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, FieldKind.Value.REAL, true);
    }

    /** A Boolean mask. */
    public static Parameter mask(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, FieldKind.Value.BOOLEAN, true);
    }

    /** This parameter, but optional. */
    public Parameter optional() {
        return new Parameter(name, shape, meaning, kind, false);
    }

    /** Whether there is a gradient with respect to it. */
    public boolean isLearnable() {
        return kind == FieldKind.Value.REAL;
    }
}
