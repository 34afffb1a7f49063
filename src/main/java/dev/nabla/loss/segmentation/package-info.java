/** Segmentation losses and losses of bounding boxes. */
@NullMarked
package dev.nabla.loss.segmentation;

import org.jspecify.annotations.NullMarked;
