/** Answers requests to run a network forward and backward. */
@NullMarked
package dev.nabla.service.network;

import org.jspecify.annotations.NullMarked;
