package dev.nabla.network;

import dev.nabla.request.FieldKind;

/**
 * A tensor that a layer needs beside its input.
 *
 * @param name its name on the wire
 * @param shape its shape in the letters of the layer's definition
 * @param meaning what it holds, in a few words
 * @param kind how its text is read
 * @param isRequired whether the layer cannot do without it
 */
public record Parameter(String name, String shape, String meaning, FieldKind.Value kind, boolean isRequired) {

    /** Numbers that are learnt, and so have a gradient. */
    public static Parameter learnable(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, FieldKind.Value.REAL, true);
    }

    /** Booleans, which are given. */
    public static Parameter mask(String name, String shape, String meaning) {
        return new Parameter(name, shape, meaning, FieldKind.Value.BOOLEAN, true);
    }

    /** This parameter, which may be left out. */
    public Parameter optional() {
        return new Parameter(name, shape, meaning, kind, false);
    }

    /** Whether there is a gradient with respect to it. */
    public boolean isLearnable() {
        return kind == FieldKind.Value.REAL;
    }
}
