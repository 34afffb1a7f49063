/** Version 1 of the interface. */
@NullMarked
package dev.nabla.web.v1;

import org.jspecify.annotations.NullMarked;
