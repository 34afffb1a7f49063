@NullMarked
package dev.nabla;

import org.jspecify.annotations.NullMarked;
