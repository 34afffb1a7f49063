/** Preference losses: answers that people chose, beside those that they rejected. */
@NullMarked
package dev.nabla.loss.preference;

import org.jspecify.annotations.NullMarked;
