/** Media types: what reads a request that comes in one, and what writes an answer that goes out in one. */
@NullMarked
package dev.nabla.web.form;

import org.jspecify.annotations.NullMarked;
