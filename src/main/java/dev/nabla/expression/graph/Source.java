package dev.nabla.expression.graph;

/** A node without operands. */
public sealed interface Source extends Operation permits Variable, Constant {}
