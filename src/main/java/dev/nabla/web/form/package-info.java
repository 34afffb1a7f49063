/** The media types of requests and responses: a reader and a writer for each. */
@NullMarked
package dev.nabla.web.form;

import org.jspecify.annotations.NullMarked;
