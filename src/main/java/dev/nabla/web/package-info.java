/** Knows HTTP, and translates between it and the service. */
@NullMarked
package dev.nabla.web;

import org.jspecify.annotations.NullMarked;
