@NullMarked
package dev.nabla.network;

import org.jspecify.annotations.NullMarked;
