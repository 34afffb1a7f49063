/** HTTP by hand, for what a client library hides. */
@NullMarked
package dev.nabla.wire;

import org.jspecify.annotations.NullMarked;
