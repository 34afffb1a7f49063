package dev.nabla.expression;

import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.execution.Execution;
import dev.nabla.expression.execution.Plan;
import dev.nabla.expression.graph.Backpropagation;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.ComposedLoss.Results;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a formula's value and derivatives, and how to compute them.
 *
 * @param value its value
 * @param gradients its gradients, by input
 * @param hessians its Hessian diagonals, by input
 * @param size the number of nodes
 */
public record Derivation(Plan plan, Node value, Map<String, Node> gradients, Map<String, Node> hessians, int size) {

    /**
     * Adds derivatives to the graph of a formula that nobody else uses.
     *
     * @throws FormulaException if that takes too many operations
     */
    static Derivation of(CompiledFormula compiled, Wanted wanted) {
        Formula formula = compiled.formula();
        Graph graph = formula.graph();
        try {
            Node upstream = wanted.hasUpstream()
                    ? graph.variable(CompiledFormula.UPSTREAM, formula.result().shape())
                    : graph.constant(1);
            Map<String, Node> gradients = gradients(compiled, wanted.gradients(), upstream);
            Map<String, Node> hessians = hessians(compiled, wanted.hessians());
            Set<Node> results = new LinkedHashSet<>(List.of(formula.result()));
            results.addAll(gradients.values());
            results.addAll(hessians.values());
            return new Derivation(Plan.of(results), formula.result(), gradients, hessians, graph.size());
        } catch (MisfitException e) {
            throw new FormulaException(e.detail());
        }
    }

    /** The gradients with respect to some inputs: those that were given, else those that are derived. */
    private static Map<String, Node> gradients(CompiledFormula compiled, Set<String> names, Node upstream) {
        Formula formula = compiled.formula();
        Map<String, Node> variables = new LinkedHashMap<>(formula.variables());
        variables.keySet().retainAll(names);
        Map<Node, Node> derivatives = Backpropagation.gradients(formula.graph(), formula.result(), upstream,
                variables.values());
        Map<String, Node> gradients = new LinkedHashMap<>();
        for (String name : names) {
            Formula own = compiled.given().get(name);
            gradients.put(name, own == null ? derivative(derivatives, variables.get(name)) : own.result());
        }
        return gradients;
    }

    private static Map<String, Node> hessians(CompiledFormula compiled, Set<String> names) {
        Graph graph = compiled.formula().graph();
        Map<String, Node> hessians = new LinkedHashMap<>();
        gradients(compiled, names, graph.constant(1)).forEach((name, gradient) -> {
            Node variable = Objects.requireNonNull(compiled.formula().variables().get(name));
            hessians.put(name, derivative(Backpropagation.gradients(graph, gradient, graph.constant(1),
                    List.of(variable)), variable));
        });
        return hessians;
    }

    private static Node derivative(Map<Node, Node> derivatives, @Nullable Node variable) {
        return Objects.requireNonNull(derivatives.get(Objects.requireNonNull(variable)));
    }

    /** Computes what it has for inputs. */
    void run(Map<String, Tensor> inputs, @Nullable Tensor upstream, Results results) {
        Map<Node, TensorSink> sinks = new HashMap<>();
        receive(sinks, value, results.values());
        gradients.forEach((name, node) -> receive(sinks, node, of(results.gradients(), name)));
        hessians.forEach((name, node) -> receive(sinks, node, of(results.hessians(), name)));
        Function<String, Tensor> variables = name -> upstream != null && name.equals(CompiledFormula.UPSTREAM)
                ? upstream
                : Objects.requireNonNull(inputs.get(name));
        Execution.run(plan, variables, sinks);
    }

    private static TensorSink of(Map<String, TensorSink> sinks, String name) {
        return Objects.requireNonNull(sinks.get(name));
    }

    /** What is the same node has several receivers, each of which may change its block. */
    private static void receive(Map<Node, TensorSink> sinks, Node node, TensorSink sink) {
        sinks.merge(node, sink, (first, second) -> (start, elements, count) -> {
            first.accept(start, elements.clone(), count);
            second.accept(start, elements, count);
        });
    }
}
