/** Requests that nobody would send, to a running service: each must be answered, and none with a 5xx. */
@NullMarked
package dev.nabla.fuzz;

import org.jspecify.annotations.NullMarked;
