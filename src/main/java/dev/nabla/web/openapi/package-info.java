/** The OpenAPI document, derived from the catalog. */
@NullMarked
package dev.nabla.web.openapi;

import org.jspecify.annotations.NullMarked;
