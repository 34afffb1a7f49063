/** Evaluations that name their loss, formula or terms themselves, one or many at a time. */
@NullMarked
package dev.nabla.service.batch;

import org.jspecify.annotations.NullMarked;
