/** Says what went wrong, in RFC 9457 problem details and the pages that explain them. */
@NullMarked
package dev.nabla.web.problem;

import org.jspecify.annotations.NullMarked;
