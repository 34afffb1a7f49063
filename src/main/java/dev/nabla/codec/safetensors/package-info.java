/** The safetensors format in and out: a JSON header that says where tensors are, and their bytes. */
@NullMarked
package dev.nabla.codec.safetensors;

import org.jspecify.annotations.NullMarked;
