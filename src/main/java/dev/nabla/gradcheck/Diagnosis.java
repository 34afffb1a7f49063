package dev.nabla.gradcheck;

/**
 * The verdict on a caller's numbers.
 *
 * @param explanation for the caller: what is wrong, and what may have caused it
 */
public record Diagnosis(Verdict verdict, String explanation) {}
