/** Admission control: limits the memory of concurrent requests. */
@NullMarked
package dev.nabla.service.admission;

import org.jspecify.annotations.NullMarked;
