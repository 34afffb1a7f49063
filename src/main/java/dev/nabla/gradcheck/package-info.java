/** A caller's gradient against the exact one: whether they agree, and which mistake a difference looks like. */
@NullMarked
package dev.nabla.gradcheck;

import org.jspecify.annotations.NullMarked;
