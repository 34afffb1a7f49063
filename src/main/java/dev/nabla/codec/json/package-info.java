/** Reads requests from JSON and writes answers as JSON; tensors are read into and written from their arrays directly. */
@NullMarked
package dev.nabla.codec.json;

import org.jspecify.annotations.NullMarked;
