package dev.nabla.expression.execution;

import dev.nabla.expression.execution.Plan.Fused;
import dev.nabla.expression.execution.Plan.Step;
import dev.nabla.expression.execution.Plan.Whole;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.TensorOperation.Value;
import dev.nabla.expression.graph.Variable;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.Parallel;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes a plan for tensors. */
public final class Execution {

    private final Plan plan;
    private final Function<String, Tensor> variables;
    private final Map<Node, TensorSink> sinks;
    private final Map<Node, Tensor> tensors = new HashMap<>();
    private final Map<Node, Integer> lastUse;

    private Execution(Plan plan, Function<String, Tensor> variables, Map<Node, TensorSink> sinks) {
        this.plan = plan;
        this.variables = variables;
        this.sinks = sinks;
        this.lastUse = plan.lastUses();
    }

    /**
     * Runs a plan.
     *
     * @param variables the tensors of the variables, by name, in the shapes that the plan was made for
     * @param sinks receive the results
     */
    public static void run(Plan plan, Function<String, Tensor> variables, Map<Node, TensorSink> sinks) {
        new Execution(plan, variables, sinks).run();
    }

    private void run() {
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            Deadline.check();
            switch (steps.get(i)) {
                case Fused(Kernel kernel) -> run(kernel);
                case Whole(Node node, TensorOperation operation) -> run(node, operation);
            }
            release(steps.get(i), i);
        }
        for (Node result : plan.results()) {
            if (result.operands().isEmpty()) {
                deliver(result, tensor(result));
            }
        }
    }

    /** Gives back what is not needed any more. */
    private void release(Step step, int position) {
        for (Node operand : step.operands()) {
            if (Objects.equals(lastUse.get(operand), position) && !operand.operands().isEmpty()
                    && tensors.remove(operand) instanceof Float64Tensor(_, double[] values)) {
                Storage.giveBack(values);
            }
        }
    }

    private Tensor tensor(Node node) {
        return switch (node.operation()) {
            case Variable(String name) -> Objects.requireNonNull(variables.apply(name), name);
            case Constant constant -> new Float64Tensor(Shape.SCALAR, new double[]{constant.value()});
            default -> Objects.requireNonNull(tensors.get(node));
        };
    }

    private void run(Node node, TensorOperation operation) {
        List<Value> operands = node.operands().stream()
                .map(operand -> new Value(tensor(operand).widened().values(), operand.shape())).toList();
        double[] result = Storage.doubles(node.shape().elements());
        operation.evaluate(operands, node.shape(), result);
        Float64Tensor tensor = new Float64Tensor(node.shape(), result);
        if (lastUse.containsKey(node)) {
            tensors.put(node, tensor);
        }
        deliver(node, tensor);
    }

    private void deliver(Node node, Tensor tensor) {
        TensorSink sink = sinks.get(node);
        if (sink != null) {
            deliver(tensor, sink);
        }
    }

    /** Gives a receiver all elements of a tensor. */
    public static void deliver(Tensor tensor, TensorSink sink) {
        int elements = tensor.shape().elements();
        Parallel.run(Math.ceilDiv(elements, TensorSink.BLOCK), elements, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            double[] block = new double[Math.min(TensorSink.BLOCK, elements)];
            for (int i = from; i < to; i++) {
                int count = Math.min(TensorSink.BLOCK, elements - i * TensorSink.BLOCK);
                tensor.read(i * TensorSink.BLOCK, block, count);
                sink.accept(i * TensorSink.BLOCK, block, count);
            }
        });
    }

    private void run(Kernel kernel) {
        int elements = kernel.shape().elements();
        Map<Integer, Store> stores = new HashMap<>();
        kernel.stores().forEach((node, register) -> stores.put(register, store(node)));
        Map<Integer, Load> loads = new HashMap<>();
        kernel.loads().forEach((node, register) -> loads.put(register, Load.of(tensor(node), kernel.shape())));
        int blocks = Math.ceilDiv(elements, TensorSink.BLOCK);
        long work = Math.max(1, kernel.steps().size() / 4) * (long) elements;
        Parallel.run(blocks, work, Parallel.ELEMENTS_PER_THREAD,
                (from, to) -> run(kernel, loads, stores, from, to));
    }

    private static void run(Kernel kernel, Map<Integer, Load> loads, Map<Integer, Store> stores, int from, int to) {
        int elements = kernel.shape().elements();
        double[][] registers = new double[kernel.registers()][Math.min(TensorSink.BLOCK, elements)];
        loads.forEach((register, load) -> load.prepare(registers[register]));
        double[][] operands = new double[3][];
        for (int block = from; block < to; block++) {
            Deadline.check();
            int start = block * TensorSink.BLOCK;
            int count = Math.min(TensorSink.BLOCK, elements - start);
            loads.forEach((register, load) -> load.read(start, registers[register], count));
            for (Kernel.Step step : kernel.steps()) {
                for (int k = 0; k < step.operands().length; k++) {
                    operands[k] = registers[step.operands()[k]];
                }
                step.operation().evaluate(operands, count, registers[step.result()]);
            }
            stores.forEach((register, store) -> store.accept(start, registers[register], count));
        }
    }

    private Store store(Node node) {
        Tensor tensor = lastUse.containsKey(node)
                ? new Float64Tensor(node.shape(), Storage.doubles(node.shape().elements()))
                : null;
        if (tensor != null) {
            tensors.put(node, tensor);
        }
        return new Store(tensor, sinks.get(node));
    }

    /** Where a result of a kernel goes: a tensor for later steps, a receiver, or both. */
    private record Store(@Nullable Tensor tensor, @Nullable TensorSink sink) {

        void accept(int start, double[] elements, int count) {
            if (tensor != null) {
                tensor.write(start, elements, count);
            }
            if (sink != null) {
                sink.accept(start, elements, count);
            }
        }
    }

    /**
     * An operand of a kernel.
     *
     * @param strides how far its elements are apart along each axis of the kernel: 0 where it is repeated; empty if it has the
     *     kernel's shape
     */
    private record Load(Tensor tensor, Shape shape, int[] strides) {

        static Load of(Tensor tensor, Shape shape) {
            Shape own = tensor.shape();
            int[] strides = new int[own.equals(shape) ? 0 : shape.rank()];
            for (int axis = 0; axis < strides.length; axis++) {
                strides[axis] = own.rank() == 0 || own.size(axis) == 1 ? 0 : own.stride(axis);
            }
            return new Load(tensor, shape, strides);
        }

        private boolean isNumber() {
            return tensor.shape().elements() == 1;
        }

        void prepare(double[] register) {
            if (isNumber()) {
                Arrays.fill(register, tensor.get(0));
            }
        }

        void read(int start, double[] register, int count) {
            if (isNumber()) {
                return;
            }
            if (strides.length == 0) {
                tensor.read(start, register, count);
            } else {
                readRepeated(start, register, count);
            }
        }

        private void readRepeated(int start, double[] register, int count) {
            int last = strides.length - 1;
            int length = shape.size(last);
            int done = 0;
            while (done < count) {
                int position = start + done;
                int column = position % length;
                int run = Math.min(length - column, count - done);
                int source = source(position / length) + column * strides[last];
                if (strides[last] == 0) {
                    Arrays.fill(register, done, done + run, tensor.get(source));
                } else {
                    tensor.read(source, strides[last], register, done, done + run);
                }
                done += run;
            }
        }

        /** The position of the first element of a row along the last axis. */
        private int source(int row) {
            int source = 0;
            int rest = row;
            for (int axis = strides.length - 2; axis >= 0; axis--) {
                source += rest % shape.size(axis) * strides[axis];
                rest /= shape.size(axis);
            }
            return source;
        }
    }
}
