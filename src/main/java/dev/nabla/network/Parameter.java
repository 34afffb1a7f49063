package dev.nabla.network;

import dev.nabla.request.FieldKind;

/**
 * A tensor that a layer needs in addition to its input.
 *
 * @param name its name on the wire
 * @param shape its shape, in the notation of the layer's definition
 * @param meaning its meaning, in a few words
 * @param role what it is to the layer
 * @param isRequired whether it is required
 */
public record Parameter(String name, String shape, String meaning, Role role, boolean isRequired) {

    /** What a tensor is to a layer. */
    public enum Role {

        /** A parameter that has a gradient. */
        LEARNABLE,

        /** A Boolean mask. */
        MASK,

        /** A tensor that passes update, as {@link Layer#buffers} says. */
        BUFFER
    }

    /** A learnable parameter, which has a gradient. */
    public static Parameter learnable(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, Role.LEARNABLE, true);
    }

    /** A Boolean mask. */
    public static Parameter mask(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, Role.MASK, true);
    }

    /** A tensor that passes update, initially one of the layer's choice. */
    public static Parameter buffer(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, Role.BUFFER, false);
    }

    /** This parameter, but optional. */
    public Parameter optional() {
        return new Parameter(name, shape, meaning, role, false);
    }

    /** The kind of field that holds it. */
    public FieldKind.Value kind() {
        return isMask() ? FieldKind.Value.BOOLEAN : FieldKind.Value.REAL;
    }

    public boolean isMask() {
        return role == Role.MASK;
    }

    /** Whether there is a gradient with respect to it. */
    public boolean isLearnable() {
        return role == Role.LEARNABLE;
    }
}
