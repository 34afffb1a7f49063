/** How much the tests try. */
@NullMarked
package dev.nabla.trial;

import org.jspecify.annotations.NullMarked;
