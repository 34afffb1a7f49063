/** Requests and answers, independent of their media type: fields, literals, faults, answers. */
@NullMarked
package dev.nabla.request;

import org.jspecify.annotations.NullMarked;
