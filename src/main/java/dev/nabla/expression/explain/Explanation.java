package dev.nabla.expression.explain;

import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.graph.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A formula and its derivatives in TeX. Definitions keep their names, and each has a formula of its own.
 *
 * @param definitions the definitions, by name, in their order
 * @param value the value of the formula
 * @param gradients the gradient of the sum of the values with respect to each input, by name
 */
public record Explanation(Map<String, String> definitions, String value, Map<String, String> gradients) {

    /** Explains a formula with the nodes of its gradients. */
    public static Explanation of(Formula formula, Map<String, Node> gradients) {
        Map<Node, String> names = new HashMap<>();
        formula.definitions().forEach((name, node) -> names.putIfAbsent(node, name));
        Tex tex = new Tex(names);
        Map<String, String> definitions = new LinkedHashMap<>();
        formula.definitions().forEach((name, node) -> definitions.put(name, tex.of(node)));
        Map<String, String> derivatives = new LinkedHashMap<>();
        gradients.forEach((name, node) -> derivatives.put(name, tex.of(node)));
        return new Explanation(definitions, tex.of(formula.result()), derivatives);
    }
}
