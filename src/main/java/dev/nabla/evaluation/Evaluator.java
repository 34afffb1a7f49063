package dev.nabla.evaluation;

import dev.nabla.kernel.VectorSupport;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.List;

/** Evaluates tasks. */
public final class Evaluator {

    private Evaluator() {}

    /** Describes the array kernels on this machine: the vector instructions they use, or why they use none. */
    public static String kernel() {
        return VectorSupport.description();
    }

    /** Validates the tensors of a task: at most one fault per field; empty if {@link #evaluate} can be called. */
    public static List<Fault> check(Task task) {
        return TaskChecks.faults(task);
    }

    /** Estimates what {@link #evaluate} takes, from the shapes of a task without faults. */
    public static Cost cost(Task task) {
        return new TaskCost(task).cost();
    }

    /** Computes loss, gradients and Hessian diagonals of a task without faults. */
    public static Evaluation evaluate(Task task) {
        return evaluate(task, false);
    }

    /**
     * As {@link #evaluate}, but derivatives are not multiplied by the factor that they have in common, so that they can be added
     * to others before they are rounded.
     */
    public static Evaluation evaluateUnscaled(Task task) {
        return evaluate(task, true);
    }

    private static Evaluation evaluate(Task task, boolean isDeferred) {
        return switch (task.loss()) {
            case ElementwiseLoss loss -> new ElementwisePass(task, loss, new Derivatives(task, isDeferred)).evaluate();
            case RowwiseLoss loss -> new RowwisePass(task, loss, new Derivatives(task, isDeferred)).evaluate();
            case JointLoss loss -> new JointPass(task, loss, new Derivatives(task, isDeferred)).evaluate();
            case AggregateLoss loss -> new AggregatePass(task, loss, new Derivatives(task, isDeferred)).evaluate();
            case ComposedLoss loss -> new ComposedPass(task, loss, isDeferred).evaluate();
        };
    }
}
