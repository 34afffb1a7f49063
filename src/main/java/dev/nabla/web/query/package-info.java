/** The query strings of requests: parameters that a path does not take are errors, never ignored. */
@NullMarked
package dev.nabla.web.query;

import org.jspecify.annotations.NullMarked;
