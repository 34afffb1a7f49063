/** Streams of requests, one a line, each of which is answered by a line. */
@NullMarked
package dev.nabla.web.stream;

import org.jspecify.annotations.NullMarked;
