/** The layers. Each is a record whose components are its options. */
@NullMarked
package dev.nabla.network.layer;

import org.jspecify.annotations.NullMarked;
