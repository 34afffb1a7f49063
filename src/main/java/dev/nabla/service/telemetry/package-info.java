/** What an operator sees of the service: times, counts and traces. */
@NullMarked
package dev.nabla.service.telemetry;

import org.jspecify.annotations.NullMarked;
