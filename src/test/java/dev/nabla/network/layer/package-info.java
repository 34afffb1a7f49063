/** What each layer answers, held to its formula in many digits. */
@NullMarked
package dev.nabla.network.layer;

import org.jspecify.annotations.NullMarked;
