/** Batch losses of shapes that no loss of the catalog has yet, kept to the contract of every loss. */
@NullMarked
package dev.nabla.evaluation.batch;

import org.jspecify.annotations.NullMarked;
