package dev.nabla.expression.compile;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.Place;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A formula, given the shapes of its variables.
 *
 * @param graph its graph, to which derivatives can be added
 * @param result its value
 * @param variables the nodes of the variables that it uses, by name
 * @param definitions the nodes of its definitions, by name, in their order
 * @param places where operations are written
 */
public record Formula(
    Graph graph,
    Node result,
    Map<String, Node> variables,
    SequencedMap<String, Node> definitions,
    Map<Node, Place> places) {}
