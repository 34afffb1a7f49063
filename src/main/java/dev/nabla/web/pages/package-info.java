/** Documentation pages: one per loss, and the names of losses in other libraries. Kept in the repository as Markdown. */
@NullMarked
package dev.nabla.web.pages;

import org.jspecify.annotations.NullMarked;
