@NullMarked
package dev.nabla.codec.safetensors;

import org.jspecify.annotations.NullMarked;
