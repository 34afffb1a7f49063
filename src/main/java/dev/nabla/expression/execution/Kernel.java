package dev.nabla.expression.execution;

import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Elementwise operations of one shape that run together, block by block. Intermediate blocks are kept in registers, arrays that
 * are used again as soon as their content is no longer needed.
 *
 * @param shape the shape of all operations
 * @param loads the operands that are not computed here, and their registers
 * @param steps the operations, in order
 * @param stores the results that are needed elsewhere, and their registers
 * @param registers the number of registers
 */
record Kernel(Shape shape, Map<Node, Integer> loads, List<Step> steps, Map<Node, Integer> stores, int registers) {

    /** An operation on registers. */
    record Step(Elementwise operation, int[] operands, int result) {}

    /**
     * Assigns registers.
     *
     * @param nodes the operations, each after its operands
     * @param kept those whose results are needed elsewhere
     */
    static Kernel of(Shape shape, List<Node> nodes, Set<Node> kept) {
        return new Allocation(nodes, kept).kernel(shape);
    }

    /** Scalars and broadcast operands keep their registers for the whole run; so do results that are kept, for the block. */
    private static final class Allocation {

        private final List<Node> nodes;
        private final Set<Node> kept;
        private final Map<Node, Integer> lastUse = new HashMap<>();
        private final Map<Node, Integer> registerOf = new HashMap<>();
        private final Map<Node, Integer> loads = new LinkedHashMap<>();
        private final Map<Node, Integer> stores = new LinkedHashMap<>();
        private final Deque<Integer> free = new ArrayDeque<>();
        private int registers;

        Allocation(List<Node> nodes, Set<Node> kept) {
            this.nodes = nodes;
            this.kept = kept;
            for (int i = 0; i < nodes.size(); i++) {
                for (Node operand : nodes.get(i).operands()) {
                    lastUse.put(operand, i);
                }
            }
        }

        Kernel kernel(Shape shape) {
            Set<Node> own = Set.copyOf(nodes);
            for (Node node : nodes) {
                for (Node operand : node.operands()) {
                    if (!own.contains(operand) && !loads.containsKey(operand)) {
                        loads.put(operand, registers);
                        registerOf.put(operand, registers++);
                    }
                }
            }
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                steps.add(step(nodes.get(i), i, own));
            }
            return new Kernel(shape, loads, steps, stores, registers);
        }

        private Step step(Node node, int position, Set<Node> own) {
            int[] operands = node.operands().stream().mapToInt(registerOf::get).toArray();
            int result = free.isEmpty() ? registers++ : free.pop();
            registerOf.put(node, result);
            if (kept.contains(node)) {
                stores.put(node, result);
            }
            node.operands().stream().distinct().filter(own::contains)
                    .filter(operand -> Objects.equals(lastUse.get(operand), position) && !kept.contains(operand))
                    .map(registerOf::get).forEach(free::push);
            return new Step((Elementwise) node.operation(), operands, result);
        }
    }
}
