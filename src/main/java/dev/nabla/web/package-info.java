/** The HTTP API: the only package that knows Servlet and Spring MVC. */
@NullMarked
package dev.nabla.web;

import org.jspecify.annotations.NullMarked;
