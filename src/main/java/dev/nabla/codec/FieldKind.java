package dev.nabla.codec;

/** What a field of a request holds, and so how its text is read. */
public enum FieldKind {

    /** A tensor of numbers, each rounded once to the {@code dtype} of the request. */
    REAL,

    /** A tensor of numbers that are kept in float64 whatever the {@code dtype}, such as indices and weights. */
    EXACT,

    /** A tensor of {@code true} and {@code false}. */
    BOOLEAN,

    /** Any value, kept as it was written. */
    OPTION,

    /** A field that nobody asked for: its syntax is checked and its value dropped. */
    UNKNOWN
}
