/** What libtorch answers, to compare with. */
@NullMarked
package dev.nabla.libtorch;

import org.jspecify.annotations.NullMarked;
