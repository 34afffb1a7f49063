/** Answers requests to take a step of an optimizer. */
@NullMarked
package dev.nabla.service.optimizer;

import org.jspecify.annotations.NullMarked;
