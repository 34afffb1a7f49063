package dev.nabla.oracle;

import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a task in exact arithmetic from the formula of its loss: values, derivatives by differences, reductions,
 * weights, masks and upstream gradients. It wants finite numbers and a divisor that is not 0.
 *
 * <p>It keeps what it has computed: loss, gradient and Hessian, asked for one after the other, take no longer than the Hessian.
 */
public final class Oracle {

    private final Task task;
    private final Formula formula;
    private final Layout layout;
    private final WorkBudget work = new WorkBudget();
    private final Map<Integer, Differences> losses = new HashMap<>();
    private @Nullable Differences aggregate;

    public Oracle(Task task, Formula formula) {
        this.task = task;
        this.formula = formula;
        this.layout = new Layout(task);
    }

    /**
     * The exact answer.
     *
     * @throws NoExactAnswerException if a number of it does not exist, or takes too long
     */
    public static Answer answer(Task task, Formula formula) {
        return new Oracle(task, formula).answer(task);
    }

    /**
     * The exact answer to a task that differs from this one at most in the derivatives that it wants.
     *
     * @throws NoExactAnswerException if a number of it does not exist, or takes too long
     */
    public Answer answer(Task wanted) {
        return layout.isAggregate() ? ofAggregate(wanted) : ofValues(wanted);
    }

    /** Whether a mean divides values by sizes of their own. */
    public static boolean hasSizes(Task task, Formula formula) {
        Oracle oracle = new Oracle(task, formula);
        return !oracle.layout.isAggregate() && Arrays.stream(oracle.counted())
                .anyMatch(value -> formula.size(oracle.layout.sampleOf(value)).compareTo(BigDecimal.ONE) != 0);
    }

    /** What the sum over the values of a task is divided by. */
    public static BigDecimal divisor(Task task, Formula formula) {
        Oracle oracle = new Oracle(task, formula);
        return oracle.divisor(oracle.counted());
    }

    private int[] counted() {
        return IntStream.range(0, layout.values())
                .filter(value -> layout.isIncluded(value) && !formula.isIgnored(layout.sampleOf(value))).toArray();
    }

    private Answer ofValues(Task wanted) {
        int[] counted = counted();
        for (int value : counted) {
            losses.computeIfAbsent(value, each -> new Differences(formula, layout.sampleOf(each), work));
        }
        BigDecimal divisor = divisor(counted);
        Exact[] weighted = zeros(layout.values());
        losses.forEach((value, loss) -> weighted[value] = loss.value().times(layout.weight(value))
                .dividedBy(ownDivisor(value, counted)));
        Exact[] loss = task.reduction() == Reduction.NONE
                ? weighted
                : new Exact[]{Arrays.stream(weighted).reduce(Exact.ZERO, Exact::plus).dividedBy(divisor)};
        return answer(wanted, loss, (input, order) -> {
            Exact[] slopes = zeros(tensor(input).shape().elements());
            losses.forEach((value, each) -> {
                BigDecimal factor = upstream(value).multiply(layout.weight(value));
                int[] positions = layout.positions(input, value).toArray();
                for (int i = 0; i < positions.length; i++) {
                    Exact slope = each.derivative(new Place(input.name(), i), order).times(factor)
                            .dividedBy(ownDivisor(value, counted)).dividedBy(divisor);
                    slopes[positions[i]] = slopes[positions[i]].plus(slope);
                }
            });
            return slopes;
        });
    }

    /** A loss that is one number takes weights and divisor into its formula as {@code sample_weight} and {@code divisor}. */
    private Answer ofAggregate(Task wanted) {
        int[] counted = IntStream.range(0, layout.values()).filter(layout::isIncluded).toArray();
        Differences differences = aggregate == null ? new Differences(formula, aggregate(counted), work) : aggregate;
        aggregate = differences;
        return answer(wanted, new Exact[]{differences.value()}, (input, order) -> {
            Exact[] slopes = zeros(tensor(input).shape().elements());
            int[] positions = Arrays.stream(counted).flatMap(value -> layout.ownPositions(input, value)).toArray();
            for (int i = 0; i < positions.length; i++) {
                slopes[positions[i]] = differences.derivative(new Place(input.name(), i), order).times(upstream(0));
            }
            return slopes;
        });
    }

    private Sample aggregate(int[] counted) {
        Sample sample = layout.sample(counted);
        sample.inputs().put("sample_weight",
                Arrays.stream(counted).mapToObj(layout::weight).toArray(BigDecimal[]::new));
        sample.inputs().put("divisor", new BigDecimal[]{divisor(counted)});
        return sample;
    }

    private static Answer answer(Task wanted, Exact[] loss, Derivative derivative) {
        Map<String, Exact[]> gradients = new HashMap<>();
        Map<String, Exact[]> hessians = new HashMap<>();
        for (Input input : wanted.loss().inputs().stream().filter(each -> wanted.wrt().contains(each.name()))
                .toList()) {
            gradients.put(input.name(), derivative.of(input, 1));
            if (wanted.hessian() == Hessian.DIAGONAL) {
                hessians.put(input.name(), derivative.of(input, 2));
            }
        }
        return new Answer(loss, gradients, hessians);
    }

    private BigDecimal divisor(int[] counted) {
        return switch (task.reduction()) {
            case NONE, SUM -> BigDecimal.ONE;
            case MEAN -> sum(counted, value -> formula.divisor(layout.sampleOf(value)));
            case WEIGHTED_MEAN -> sum(counted,
                    value -> formula.divisor(layout.sampleOf(value)).multiply(layout.weight(value)));
            case BATCHMEAN -> BigDecimal.valueOf(layout.samples(counted));
            case SAMPLE_MEAN -> layout.isOfSamples()
                    ? BigDecimal.valueOf(layout.samples(counted))
                    : sum(counted, value -> formula.divisor(layout.sampleOf(value)));
        };
    }

    /** What a mean divides a value by before it averages: how many values of its sample count, or the value's own size. */
    private BigDecimal ownDivisor(int value, int[] counted) {
        return switch (task.reduction()) {
            case SAMPLE_MEAN -> layout.isOfSamples()
                    ? BigDecimal.valueOf(layout.sampleCount(value, counted))
                    : formula.size(layout.sampleOf(value));
            case MEAN, WEIGHTED_MEAN -> formula.size(layout.sampleOf(value));
            case NONE, SUM, BATCHMEAN -> BigDecimal.ONE;
        };
    }

    private static BigDecimal sum(int[] values, IntFunction<BigDecimal> term) {
        return Arrays.stream(values).mapToObj(term).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal upstream(int value) {
        Tensor upstream = task.gradOutput();
        if (upstream == null) {
            return BigDecimal.ONE;
        }
        return new BigDecimal(upstream.get(task.reduction() == Reduction.NONE ? value : 0));
    }

    private Tensor tensor(Input input) {
        return Objects.requireNonNull(task.inputs().get(input.name()));
    }

    private static Exact[] zeros(int count) {
        Exact[] zeros = new Exact[count];
        Arrays.fill(zeros, Exact.ZERO);
        return zeros;
    }

    private interface Derivative {
        Exact[] of(Input input, int order);
    }
}
