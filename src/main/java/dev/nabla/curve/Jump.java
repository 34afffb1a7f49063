package dev.nabla.curve;

/**
 * A discontinuity of a function.
 *
 * @param before the last point found before the jump
 * @param after the first point found after it
 */
record Jump(double before, double after) {}
