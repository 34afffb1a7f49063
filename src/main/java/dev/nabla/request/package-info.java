/** What a request holds, whatever form it came in: fields, literals, and faults with their places. */
@NullMarked
package dev.nabla.request;

import org.jspecify.annotations.NullMarked;
