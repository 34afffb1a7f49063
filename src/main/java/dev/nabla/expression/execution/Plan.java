package dev.nabla.expression.execution;

import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Source;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.TensorOperation.Operand;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order in which results are computed.
 *
 * <p>Nodes are put in stages. An elementwise operation is in the stage of its operands of the same shape, and after those of
 * other shapes; those of one stage and shape are one kernel. An operation on tensors has a stage after all its operands.
 */
public final class Plan {

    /** Scalar operations for a number of an elementwise function: most are below, few above. */
    private static final int OPERATIONS = 10;

    private final List<Step> steps;
    private final Set<Node> results;

    /** A part of a plan. */
    sealed interface Step {

        /** The nodes whose elements it needs. */
        Collection<Node> operands();

        /** The nodes whose elements it computes as a whole. */
        Collection<Node> stored();

        /**
         * What it takes beside operands and results.
         *
         * @param needed the nodes that later steps need
         * @param variables the tensors of the variables, by name
         */
        Cost cost(Set<Node> needed, Map<String, Tensor> variables);
    }

    /** Elementwise operations that run together. */
    record Fused(Kernel kernel) implements Step {

        @Override
        public Collection<Node> operands() {
            return kernel.loads().keySet();
        }

        @Override
        public Collection<Node> stored() {
            return kernel.stores().keySet();
        }

        @Override
        public Cost cost(Set<Node> needed, Map<String, Tensor> variables) {
            return Cost.operations(
                    Cost.times((long) OPERATIONS * kernel.steps().size(), kernel.shape().elements()));
        }
    }

    /** An operation on tensors. */
    record Whole(Node node, TensorOperation operation) implements Step {

        @Override
        public Collection<Node> operands() {
            return node.operands();
        }

        @Override
        public Collection<Node> stored() {
            return List.of(node);
        }

        /** A result that only a receiver gets is kept until it has it; inputs in float32 are widened. */
        @Override
        public Cost cost(Set<Node> needed, Map<String, Tensor> variables) {
            long widened = node.operands().stream().filter(operand -> operand.operands().isEmpty())
                    .mapToLong(Plan::elements).sum();
            return operation.cost(Operand.of(node, variables), node.shape())
                    .plus(Cost.scratch(widened + (needed.contains(node) ? 0 : elements(node))));
        }
    }

    private Plan(List<Step> steps, Set<Node> results) {
        this.steps = steps;
        this.results = results;
    }

    /** A plan that computes results. */
    public static Plan of(Collection<Node> results) {
        Set<Node> wanted = Set.copyOf(results);
        List<Node> needed = Graph.needed(results);
        Map<Node, Integer> stages = stages(needed);
        Set<Node> kept = keptOutsideKernels(needed, stages, wanted);
        Map<Integer, Map<Shape, List<Node>>> kernels = new TreeMap<>();
        Map<Integer, List<Step>> wholes = new HashMap<>();
        for (Node node : needed) {
            int stage = stages.getOrDefault(node, 0);
            switch (node.operation()) {
                case Source _ -> {
                    // given
                }
                case Elementwise _ -> kernels.computeIfAbsent(stage, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(node.shape(), _ -> new ArrayList<>()).add(node);
                case TensorOperation operation ->
                    wholes.computeIfAbsent(stage, _ -> new ArrayList<>()).add(new Whole(node, operation));
            }
        }
        List<Step> steps = new ArrayList<>();
        int last = stages.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int stage = 0; stage <= last; stage++) {
            steps.addAll(wholes.getOrDefault(stage, List.of()));
            kernels.getOrDefault(stage, Map.of())
                    .forEach((shape, nodes) -> steps.add(new Fused(Kernel.of(shape, nodes, kept))));
        }
        return new Plan(List.copyOf(steps), wanted);
    }

    private static Map<Node, Integer> stages(List<Node> nodes) {
        Map<Node, Integer> stages = new HashMap<>();
        for (Node node : nodes) {
            int stage = 0;
            for (Node operand : node.operands()) {
                stage = Math.max(stage, stages.getOrDefault(operand, 0) + (joins(node, operand) ? 0 : 1));
            }
            stages.put(node, stage);
        }
        return stages;
    }

    /** Whether an operand is given, or computed in the same kernel. */
    private static boolean joins(Node node, Node operand) {
        return operand.operation() instanceof Source || (node.operation() instanceof Elementwise
                && operand.operation() instanceof Elementwise && operand.shape().equals(node.shape()));
    }

    private static Set<Node> keptOutsideKernels(List<Node> nodes, Map<Node, Integer> stages, Set<Node> results) {
        Set<Node> kept = new HashSet<>(results);
        for (Node node : nodes) {
            for (Node operand : node.operands()) {
                if (!joins(node, operand) || !Objects.equals(stages.get(node), stages.get(operand))) {
                    kept.add(operand);
                }
            }
        }
        return kept;
    }

    List<Step> steps() {
        return steps;
    }

    Set<Node> results() {
        return results;
    }

    /** The last step that needs the elements of each node. */
    Map<Node, Integer> lastUses() {
        Map<Node, Integer> last = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Node operand : steps.get(i).operands()) {
                last.put(operand, i);
            }
        }
        return last;
    }

    /**
     * What it takes, beside its inputs and what receives the results.
     *
     * @param variables the tensors of the variables, by name, as far as they are known
     */
    public Cost cost(Map<String, Tensor> variables) {
        Map<Node, Integer> last = lastUses();
        long live = 0;
        Cost cost = Cost.NONE;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            live += step.stored().stream().filter(last::containsKey).mapToLong(Plan::elements).sum();
            cost = cost.then(Cost.scratch(live).plus(step.cost(last.keySet(), variables)));
            for (Node operand : Set.copyOf(step.operands())) {
                live -= Objects.equals(last.get(operand), i) && !operand.operands().isEmpty() ? elements(operand) : 0;
            }
        }
        return cost;
    }

    private static long elements(Node node) {
        return node.shape().elements();
    }
}
