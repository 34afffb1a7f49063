/** Connections of clients: how many, how long each may take, and the memory that each holds. */
@NullMarked
package dev.nabla.web.connection;

import org.jspecify.annotations.NullMarked;
