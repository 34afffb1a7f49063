/** Losses as models of the Open Inference Protocol: described, and evaluated for the outputs that are asked for. */
@NullMarked
package dev.nabla.service.inference;

import org.jspecify.annotations.NullMarked;
