package dev.nabla.request;

/** What a field of a request holds, and so how it is read. */
public sealed interface FieldKind {

    /** A tensor or a single value. */
    enum Value implements FieldKind {

        /** A tensor of numbers, each rounded once to the {@code dtype} of the request. */
        REAL,

        /** A tensor of numbers kept in float64 whatever the {@code dtype}, such as indices and weights. */
        EXACT,

        /** A tensor of {@code true} and {@code false}. */
        BOOLEAN,

        /** Any value, kept as it was written. */
        OPTION,

        /** The option that names the {@code dtype} of the {@link #REAL} tensors beside and below it. */
        DTYPE,

        /** A tensor of numbers or an option, as another field decides: numbers are a tensor, even a bare number. */
        ANY,

        /** A field that the request does not have: its syntax is checked and its value dropped. */
        UNKNOWN
    }

    /** An object, whose fields have kinds of their own. */
    record Members(FieldKinds kinds) implements FieldKind {}

    /** An array of any length, whose elements are of one kind. */
    record Items(FieldKind each) implements FieldKind {}
}
