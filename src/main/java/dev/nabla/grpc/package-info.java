/**
 * The Open Inference Protocol over gRPC, on a port of its own; nothing of it is there unless {@code spring.grpc.server.enabled}
 * is set.
 */
@NullMarked
package dev.nabla.grpc;

import org.jspecify.annotations.NullMarked;
