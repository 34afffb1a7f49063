/** What all HTML pages have in common. */
@NullMarked
package dev.nabla.web.html;

import org.jspecify.annotations.NullMarked;
