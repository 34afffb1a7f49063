/** The service over HTTP, side by side with what a user would pick instead. */
@NullMarked
package dev.nabla.benchmark.http;

import org.jspecify.annotations.NullMarked;
