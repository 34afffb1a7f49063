package dev.nabla.service;

/** What a field of a request should hold. */
public enum FieldKind {
    /** A tensor of numbers in the request's dtype. */
    NUMBERS,
    /** A tensor of numbers in float64 whatever the dtype: indices and weights. */
    EXACT_NUMBERS,
    /** A tensor of true and false. */
    BOOLEANS,
    /** A single value. */
    OPTION
}
