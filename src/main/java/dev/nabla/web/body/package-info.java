/** Bodies as they arrive: counted, admitted, inflated. */
@NullMarked
package dev.nabla.web.body;

import org.jspecify.annotations.NullMarked;
