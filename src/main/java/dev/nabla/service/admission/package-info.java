/** Admits requests by the memory that they need. */
@NullMarked
package dev.nabla.service.admission;

import org.jspecify.annotations.NullMarked;
