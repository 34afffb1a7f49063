/** The same requests in all forms. */
@NullMarked
package dev.nabla.web.wire;

import org.jspecify.annotations.NullMarked;
