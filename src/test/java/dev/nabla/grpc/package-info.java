@NullMarked
package dev.nabla.grpc;

import org.jspecify.annotations.NullMarked;
