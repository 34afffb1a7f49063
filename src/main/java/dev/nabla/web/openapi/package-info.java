/** The OpenAPI document, derived from the catalogue. */
@NullMarked
package dev.nabla.web.openapi;

import org.jspecify.annotations.NullMarked;
