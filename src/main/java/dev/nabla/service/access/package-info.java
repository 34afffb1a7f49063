/** Who calls, whatever the protocol, and how much each client may send. */
@NullMarked
package dev.nabla.service.access;

import org.jspecify.annotations.NullMarked;
