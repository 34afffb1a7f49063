package dev.nabla.gradcheck;

/**
 * What was found out about a caller's numbers.
 *
 * @param explanation for the caller: what is wrong, and where it may come from
 */
public record Finding(Verdict verdict, String explanation) {}
