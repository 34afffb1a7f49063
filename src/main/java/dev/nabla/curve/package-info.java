/** A loss as a function of one number: its value and first two derivatives at sampled points, and their discontinuities. */
@NullMarked
package dev.nabla.curve;

import org.jspecify.annotations.NullMarked;
