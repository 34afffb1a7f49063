package dev.nabla.libtorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Loss;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The losses of libtorch, in float64 and on one thread, with the derivatives that its automatic differentiation finds.
 *
 * <p>It has no C interface by which its losses could be called by name; they are scripted, by {@code
 * src/libtorch/python/losses.py}.
 */
public final class Libtorch implements AutoCloseable {

    private static final String METHOD = "module_method:";
    private static final List<String> REDUCTIONS = List.of("none", "mean", "sum", "batchmean");

    private final PtNDManager manager;
    private final PtSymbolBlock losses;
    private final List<String> names;

    public Libtorch() {
        this("losses.pt");
    }

    private Libtorch(String module) {
        manager = (PtNDManager) NDManager.newBaseManager(null, "PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(1);
        try (InputStream scripted = Libtorch.class.getResourceAsStream(module)) {
            losses = JniUtils.loadModule(manager, Objects.requireNonNull(scripted), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (IValue answer = IValueUtils.runMethod(losses, "names")) {
            names = Stream.of(answer.toIValueArray()).map(IValue::toStringValue).toList();
        }
    }

    /** Formulas, scripted by {@code src/libtorch/python/formulas.py}, in place of the losses. */
    public static Libtorch ofFormulas() {
        return new Libtorch("formulas.pt");
    }

    /** What it is, and its version. */
    public String label() {
        return "libtorch " + Engine.getEngine("PyTorch").getVersion();
    }

    /** The names of the losses or formulas that it has. */
    public List<String> names() {
        return names;
    }

    /** Whether it has the loss and the reduction. */
    public boolean has(Task task) {
        return names.contains(id(task.loss())) && REDUCTIONS.contains(task.reduction().label());
    }

    /**
     * Evaluates a task that has no mask. Hessian diagonals are left out where libtorch cannot differentiate twice.
     *
     * @throws EngineException if it refuses the task
     */
    public Evaluation evaluate(Task task) {
        return evaluate(id(task.loss()), given(task), List.copyOf(task.wrt()), task.gradOutput(),
                task.hessian().isRequested());
    }

    /** What a scripted loss is given: inputs and options by their names. */
    private static Map<String, Tensor> given(Task task) {
        Map<String, Tensor> given = new HashMap<>(task.inputs());
        options(task.loss()).forEach((name, value) -> given.put(name, scalar(value)));
        given.put("reduction", scalar(REDUCTIONS.indexOf(task.reduction().label())));
        Tensor weight = task.sampleWeight();
        if (weight != null) {
            given.put("sample_weight", weight);
        }
        return given;
    }

    /** The tensors of a task in memory of libtorch, to be evaluated many times. */
    public Prepared prepare(Task task) {
        return new Prepared(task);
    }

    /** Tensors that wait to be evaluated; loss and gradients come from one pass forward and one back. */
    public final class Prepared implements AutoCloseable {

        private final NDManager scope = manager.newSubManager();
        private final Map<String, NDArray> arrays = new LinkedHashMap<>();
        private final Task task;

        private Prepared(Task task) {
            this.task = task;
            given(task).forEach((name, tensor) -> arrays.put(name, array(scope, tensor)));
        }

        /** Evaluates them, and leaves the answer there. */
        public void run() {
            run((_, _) -> 0);
        }

        /** Evaluates them. */
        public Evaluation answer() {
            return run((loss, gradients) -> new Evaluation(tensor(loss), gradients.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> tensor(entry.getValue()))), Map.of()));
        }

        private <T> T run(BiFunction<NDArray, Map<String, NDArray>, T> use) {
            JniUtils.setGradMode(true);
            try (NDManager inner = scope.newSubManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                Map<String, NDArray> given = new LinkedHashMap<>();
                arrays.forEach((name, array) -> {
                    NDArray copy = array.stopGradient();
                    copy.attach(inner);
                    copy.setRequiresGradient(task.wrt().contains(name));
                    copy.setName("given." + name);
                    given.put(name, copy);
                });
                NDArray loss = Libtorch.this.run(inner, id(task.loss()), given.values().toArray(NDArray[]::new));
                collector.backward(loss);
                given.keySet().retainAll(task.wrt());
                given.replaceAll((_, array) -> array.getGradient());
                return use.apply(loss, given);
            }
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    /** Runs a scripted function of named tensors, and differentiates it with respect to some of them. */
    public Evaluation evaluate(String function, Map<String, Tensor> given, List<String> wrt, @Nullable Tensor upstream,
            boolean hessian) {
        JniUtils.setGradMode(true);
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            given.forEach((name, tensor) -> arrays.put(name, array(scope, tensor)));
            wrt.forEach(name -> Objects.requireNonNull(arrays.get(name)).setRequiresGradient(true));
            arrays.forEach((name, array) -> array.setName("given." + name));
            NDArray loss = run(scope, function, arrays.values().toArray(NDArray[]::new));
            NDArray cotangent = upstream == null ? loss.onesLike() : array(scope, upstream);
            Map<String, Tensor> gradients = new HashMap<>();
            Map<String, Tensor> hessians = new HashMap<>();
            for (String name : wrt) {
                NDArray input = Objects.requireNonNull(arrays.get(name));
                input.setName(null);
                gradients.put(name, tensor(run(scope, "gradient", loss, cotangent, input)));
                if (hessian) {
                    curvature(scope, loss, cotangent, input, name, hessians);
                }
            }
            return new Evaluation(tensor(loss), gradients, hessians);
        }
    }

    private void curvature(NDManager scope, NDArray loss, NDArray cotangent, NDArray input, String name,
            Map<String, Tensor> hessians) {
        try {
            hessians.put(name, tensor(run(scope, "hessian_diagonal", loss, cotangent, input)));
        } catch (EngineException _) {
            hessians.remove(name);
        }
    }

    private NDArray run(NDManager scope, String method, NDArray... arguments) {
        NDArray selector = scope.create(0);
        selector.setName(METHOD + method);
        NDList all = new NDList(arguments);
        all.add(selector);
        return IValueUtils.forward(losses, all, true).singletonOrThrow();
    }

    /** The options of a loss as numbers, by name; those that are off are left out. */
    private static Map<String, Double> options(Loss loss) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (OptionSpec option : OptionSpec.of(loss.getClass())) {
            Object value = value(loss, option);
            if (value instanceof Boolean flag) {
                numbers.put(option.name(), flag ? 1.0 : 0.0);
            } else if (value instanceof Number number) {
                numbers.put(option.name(), number.doubleValue());
            }
        }
        return numbers;
    }

    private static @Nullable Object value(Loss loss, OptionSpec option) {
        try {
            return option.component().getAccessor().invoke(loss);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(Loss loss) {
        return OptionSpec.snakeCase(loss.getClass().getSimpleName());
    }

    private static Tensor scalar(double number) {
        return new Float64Tensor(Shape.SCALAR, new double[]{number});
    }

    private static NDArray array(NDManager scope, Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        long[] sizes = new long[tensor.shape().rank()];
        Arrays.setAll(sizes, axis -> tensor.shape().size(axis));
        return scope.create(numbers, new ai.djl.ndarray.types.Shape(sizes));
    }

    private static Tensor tensor(NDArray array) {
        if (array.getDataType() != DataType.FLOAT64) {
            throw new IllegalStateException("an answer in " + array.getDataType());
        }
        int[] sizes = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
        return new Float64Tensor(Shape.of(sizes), array.toDoubleArray());
    }

    @Override
    public void close() {
        losses.close();
        manager.close();
    }
}
