/**
 * Compares a caller's gradient with the exact one, and diagnoses differences.
 *
 * <p>To add a verdict, add a constant to {@link dev.nabla.gradcheck.Verdict}, a {@code Mistake} that recognizes it, and an
 * entry in {@code Mistakes}.
 */
@NullMarked
package dev.nabla.gradcheck;

import org.jspecify.annotations.NullMarked;
