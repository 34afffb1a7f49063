/** Newline-delimited JSON: a stream of bytes, split into lines. */
@NullMarked
package dev.nabla.codec.ndjson;

import org.jspecify.annotations.NullMarked;
