/**
 * Formulas as typed graphs with shapes, and their derivatives: {@link dev.nabla.expression.graph.Graph} builds nodes,
 * {@link dev.nabla.expression.graph.Backpropagation} adds those of the gradient.
 */
@NullMarked
package dev.nabla.expression.graph;

import org.jspecify.annotations.NullMarked;
