/** The service as it is delivered: the packaged jar as a process of its own, and the container image. */
@NullMarked
package dev.nabla.deployment;

import org.jspecify.annotations.NullMarked;
