/** A loss as a function of one number: its value, derivative and curvature at sampled points, and where those jump. */
@NullMarked
package dev.nabla.curve;

import org.jspecify.annotations.NullMarked;
