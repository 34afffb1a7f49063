/** Finds the losses, builds one from its options, says what each is. */
@NullMarked
package dev.nabla.catalog;

import org.jspecify.annotations.NullMarked;
