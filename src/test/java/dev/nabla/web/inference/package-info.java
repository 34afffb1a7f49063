@NullMarked
package dev.nabla.web.inference;

import org.jspecify.annotations.NullMarked;
