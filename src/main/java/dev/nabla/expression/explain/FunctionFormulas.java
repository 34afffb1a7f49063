package dev.nabla.expression.explain;

import dev.nabla.expression.function.Arguments;
import dev.nabla.expression.function.Arguments.Argument;
import dev.nabla.expression.function.Function;
import dev.nabla.expression.function.Function.Parameter;
import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.function.FunctionEntry;
import dev.nabla.expression.function.Greater;
import dev.nabla.expression.graph.Backpropagation;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A function in TeX.
 *
 * @param value its value
 * @param gradients its gradient with respect to each tensor, by parameter; {@code g} is the upstream gradient of a function
 *     that is not elementwise
 */
public record FunctionFormulas(String value, Map<String, String> gradients) {

    /** What rows of examples have as many elements of. */
    private static final int ROW = 3;

    /** Parameters that are not tensors, or are left at their defaults. */
    private static final Set<String> OMITTED = Set.of("axis", "keepdims");

    /** The formulas of a function that does more than to put elements in other places. */
    public static FunctionFormulas of(FunctionEntry entry) {
        Graph graph = new Graph();
        Group group = entry.definition().group();
        Shape shape = group == Group.REDUCTION ? Shape.of(ROW) : Shape.SCALAR;
        Map<String, Node> variables = new LinkedHashMap<>();
        Map<String, Argument> given = new LinkedHashMap<>();
        Function function = entry.defaults();
        for (Parameter parameter : function.parameters()) {
            String name = parameter.name();
            if (name.equals("condition")) {
                Node condition = graph.apply(new Greater(), graph.variable("c", shape), graph.constant(0));
                given.put(name, new Argument.Tensor(condition));
            } else if (!OMITTED.contains(name)) {
                variables.put(name, graph.variable(name, shape));
                given.put(name, new Argument.Tensor(Objects.requireNonNull(variables.get(name))));
            }
        }
        Node value = function.apply(new Arguments(graph, given));
        Node upstream = group == Group.ELEMENTWISE ? graph.constant(1) : graph.variable("g", value.shape());
        Map<String, String> gradients = new LinkedHashMap<>();
        Tex tex = new Tex(Map.of());
        Map<Node, Node> derived = Backpropagation.gradients(graph, value, upstream, variables.values());
        variables.forEach((name, variable) -> {
            if (Backpropagation.isDifferentiable(value, variable) || variables.size() == 1) {
                gradients.put(name, tex.of(Objects.requireNonNull(derived.get(variable))));
            }
        });
        return new FunctionFormulas(tex.of(value), gradients);
    }
}
