/** What a loss is: its kinds, its inputs, its options and its definition. */
@NullMarked
package dev.nabla.loss;

import org.jspecify.annotations.NullMarked;
