/**
 * Computes graphs. A {@link dev.nabla.expression.execution.Plan} fuses what is elementwise into kernels that run block by
 * block, so that what is between inputs and results needs no memory of its own.
 */
@NullMarked
package dev.nabla.expression.execution;

import org.jspecify.annotations.NullMarked;
