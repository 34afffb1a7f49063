/** Who calls, in protocols of which Spring Security's filters know nothing. */
@NullMarked
package dev.nabla.service.access;

import org.jspecify.annotations.NullMarked;
