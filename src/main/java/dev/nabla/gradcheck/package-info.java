/**
 * A caller's gradient compared with the exact one: whether they agree, and which mistake a difference looks like.
 *
 * <p>A new verdict is a constant of {@link dev.nabla.gradcheck.Verdict}, a {@code Mistake} that recognizes it, and its
 * place among {@code Mistakes}.
 */
@NullMarked
package dev.nabla.gradcheck;

import org.jspecify.annotations.NullMarked;
