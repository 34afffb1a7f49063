/** How tests talk to a running service: an HTTP client, and a raw connection for what the client cannot send. */
@NullMarked
package dev.nabla.client;

import org.jspecify.annotations.NullMarked;
