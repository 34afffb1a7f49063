/** Pages for people: what each loss is, and what other libraries call it. The same in the repository, as Markdown. */
@NullMarked
package dev.nabla.web.pages;

import org.jspecify.annotations.NullMarked;
