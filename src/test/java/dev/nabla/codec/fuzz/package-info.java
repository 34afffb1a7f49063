/** Fuzzing of the parsers of binary forms in process. */
@NullMarked
package dev.nabla.codec.fuzz;

import org.jspecify.annotations.NullMarked;
