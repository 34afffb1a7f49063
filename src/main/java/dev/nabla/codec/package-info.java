/**
 * Tensors in and out of JSON.
 *
 * <p>{@link JsonRequestReader} reads a request as it arrives, strictly by RFC 8259, straight into primitive arrays;
 * {@link JsonWriter} writes answers. Both know tensors and nothing of what is computed with them.
 */
@NullMarked
package dev.nabla.codec;

import org.jspecify.annotations.NullMarked;
