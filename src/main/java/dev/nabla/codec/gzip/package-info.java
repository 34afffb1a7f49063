/** Bodies compressed by gzip (RFC 1952). */
@NullMarked
package dev.nabla.codec.gzip;

import org.jspecify.annotations.NullMarked;
