package dev.nabla.request;

/** What a field of a request holds, and so how its text is read. */
public sealed interface FieldKind {

    /** A tensor or a single value. */
    enum Value implements FieldKind {

        /** A tensor of numbers, each rounded once to the {@code dtype} of the request. */
        REAL,

        /** A tensor of numbers that are kept in float64 whatever the {@code dtype}, such as indices and weights. */
        EXACT,

        /** A tensor of {@code true} and {@code false}. */
        BOOLEAN,

        /** Any value, kept as it was written. */
        OPTION,

        /** A tensor of numbers or a single value, which only another field tells: numbers are a tensor, if of no axes. */
        ANY,

        /** A field that nobody asked for: its syntax is checked and its value dropped. */
        UNKNOWN
    }

    /** An object, whose fields have kinds of their own. */
    record Members(FieldKinds kinds) implements FieldKind {}

    /** An array of as many as there are of one kind. */
    record Items(FieldKind each) implements FieldKind {}
}
