@NullMarked
package dev.nabla.oracle;

import org.jspecify.annotations.NullMarked;
