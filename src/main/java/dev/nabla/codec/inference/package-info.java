/**
 * The Open Inference Protocol, version 2: requests and responses, and their JSON with the binary tensor data extension. Their form
 * in gRPC is in a room of its own.
 */
@NullMarked
package dev.nabla.codec.inference;

import org.jspecify.annotations.NullMarked;
