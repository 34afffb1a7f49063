package dev.nabla.request;

/** The kind of content that a request field has, which decides how it is read. */
public sealed interface FieldKind {

    /** A tensor or a single value. */
    enum Value implements FieldKind {

        /** A numeric tensor, rounded to the {@code dtype} of the request. */
        REAL,

        /** A numeric tensor that is always kept in float64, such as indices and weights. */
        EXACT,

        /** A Boolean tensor. */
        BOOLEAN,

        /** A tensor whose first element tells whether it is numeric, in float64, or Boolean. */
        ELEMENTS,

        /** An option: any value, kept as sent. */
        OPTION,

        /** An option that lists names. Forms without lists separate them by commas. */
        NAMES,

        /** The option that sets the {@code dtype} of {@link #REAL} tensors in the same object and in nested ones. */
        DTYPE,

        /** A numeric tensor or an option, as yet unknown; a number is read as a tensor. */
        ANY,

        /** As yet unknown: another field of the object decides, which may come later. See {@link FieldKinds#after}. */
        LATER,

        /** Not a field of the request: its syntax is checked and its value discarded. */
        UNKNOWN
    }

    /** An object, with a kind for each of its fields. */
    record Members(FieldKinds kinds) implements FieldKind {}

    /** A numeric tensor in float64, or an object with a kind for each of its fields. */
    record TensorOrMembers(FieldKinds kinds) implements FieldKind {}

    /** An option, or an object with a kind for each of its fields. */
    record OptionOrMembers(FieldKinds kinds) implements FieldKind {}

    /** An array of any length, with one kind for all elements. */
    record Items(FieldKind each) implements FieldKind {}
}
