/** Reads requests from JSON and writes answers as JSON, tensors straight from and to their storage. */
@NullMarked
package dev.nabla.codec.json;

import org.jspecify.annotations.NullMarked;
