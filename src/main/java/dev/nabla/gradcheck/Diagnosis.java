package dev.nabla.gradcheck;

/**
 * What a caller's numbers look like beside the exact ones.
 *
 * @param explanation for the caller: what is wrong, and where it may come from
 */
public record Diagnosis(Verdict verdict, String explanation) {}
