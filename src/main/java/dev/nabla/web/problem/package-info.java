/** Error responses: problem details (RFC 9457), and the pages that explain them. */
@NullMarked
package dev.nabla.web.problem;

import org.jspecify.annotations.NullMarked;
