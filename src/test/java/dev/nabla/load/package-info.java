/** Load and hostility against a running service, by command. */
@NullMarked
package dev.nabla.load;

import org.jspecify.annotations.NullMarked;
