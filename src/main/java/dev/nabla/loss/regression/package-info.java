/** Losses of a real number against the number that was wanted. */
@NullMarked
package dev.nabla.loss.regression;

import org.jspecify.annotations.NullMarked;
