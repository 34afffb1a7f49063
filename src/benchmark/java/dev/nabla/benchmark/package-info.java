/** Benchmarks, which are run by hand and are no tests. */
@NullMarked
package dev.nabla.benchmark;

import org.jspecify.annotations.NullMarked;
