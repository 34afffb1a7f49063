package dev.nabla.expression.graph;

/** A tensor that comes with each evaluation. */
public record Variable(String name) implements Source {}
