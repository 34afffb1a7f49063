/** Who calls the service, how often, and a log of it. */
@NullMarked
package dev.nabla.web.access;

import org.jspecify.annotations.NullMarked;
