/** Draws curves as SVG. */
@NullMarked
package dev.nabla.web.plot;

import org.jspecify.annotations.NullMarked;
