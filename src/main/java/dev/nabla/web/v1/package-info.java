/** Version 1 of the HTTP API. */
@NullMarked
package dev.nabla.web.v1;

import org.jspecify.annotations.NullMarked;
