/** What a request holds and what answers it, whatever the form: fields, literals, faults with their places, answers. */
@NullMarked
package dev.nabla.request;

import org.jspecify.annotations.NullMarked;
