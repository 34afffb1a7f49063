package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Tensor;

/** Estimates what a valid task takes: its results, and the buffers of its pass. */
record TaskCost(Task task) {

    /** Scalar operations per element, for a value or a derivative: those of common losses; the slowest take a hundred times as many. */
    private static final int OPERATIONS = 20;

    /** Numbers' worth of memory that a compensated sum takes. */
    private static final int SUM = 16;

    /** Arrays of the length of a row that a rowwise loss may have as scratch. */
    private static final int SCRATCH_ROWS = 4;

    /** Asked for once, since it is a system call. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    Cost cost() {
        Cost derivatives = Cost.NONE;
        for (Input input : task.loss().inputs()) {
            derivatives = derivatives.plus(derivatives(input));
        }
        return derivatives.plus(values()).plus(switch (task.loss()) {
            case ElementwiseLoss _ -> Cost.operations(Cost.times(OPERATIONS, task.firstShape().elements()));
            case RowwiseLoss _ -> rows();
            case ComposedLoss loss -> new ComposedPass(task, loss, false).cost();
            case BatchLoss loss -> Cost.scratch(task.elements()).plus(loss.cost(new WholeBatch(task)));
        });
    }

    /** The derivatives with respect to an input: one array each, and a sum per element of an input that is broadcast. */
    private Cost derivatives(Input input) {
        Tensor sent = task.input(input);
        if (sent == null || !task.wrt().contains(input.name())) {
            return Cost.NONE;
        }
        int orders = task.hessian().isRequested() ? 2 : 1;
        long numbers = (long) orders * sent.shape().elements();
        Cost sums = DerivativeSink.isDirect(task, sent) ? Cost.NONE : Cost.scratch(SUM * numbers);
        return Cost.retained(numbers).plus(sums)
                .plus(Cost.operations(Cost.times((long) orders * OPERATIONS, task.firstShape().elements())));
    }

    private Cost values() {
        return task.reduction() == Reduction.NONE
                ? Cost.retained(task.geometry().values().elements())
                : Cost.NONE;
    }

    /** The buffers of the threads that evaluate rows, and those with the values of all rows. */
    private Cost rows() {
        long buffers = SCRATCH_ROWS + (task.hessian().isRequested() ? 3L : 2L) * task.loss().inputs().size();
        return Cost
                .scratch((1L + CORES) * buffers * task.geometry().length() + 2L * task.geometry().values().elements())
                .plus(Cost.operations(Cost.times(OPERATIONS, task.firstShape().elements())));
    }
}
