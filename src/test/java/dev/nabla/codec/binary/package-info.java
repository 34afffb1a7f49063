@NullMarked
package dev.nabla.codec.binary;

import org.jspecify.annotations.NullMarked;
