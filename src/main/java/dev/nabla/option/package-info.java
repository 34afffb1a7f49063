/** Options of records: what they are called, which values they allow, and what they default to. */
@NullMarked
package dev.nabla.option;

import org.jspecify.annotations.NullMarked;
