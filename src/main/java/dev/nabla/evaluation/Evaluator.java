package dev.nabla.evaluation;

import dev.nabla.kernel.VectorSupport;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Fault;
import java.util.List;

/** Evaluates tasks. */
public final class Evaluator {

    private Evaluator() {}

    /** How long arrays are computed on this machine: by vector instructions, or why not. */
    public static String kernel() {
        return VectorSupport.description();
    }

    /** What is wrong with the tensors of a task, a fault a field; empty if {@link #evaluate} can answer it. */
    public static List<Fault> check(Task task) {
        return TaskChecks.faults(task);
    }

    /** Computes loss, gradients and Hessian diagonals of a task without faults. */
    public static Evaluation evaluate(Task task) {
        Derivatives derivatives = new Derivatives(task);
        return switch (task.loss()) {
            case ElementwiseLoss loss -> new ElementwisePass(task, loss, derivatives).evaluate();
            case RowwiseLoss loss -> new RowwisePass(task, loss, derivatives).evaluate();
            case JointLoss loss -> new JointPass(task, loss, derivatives).evaluate();
            case AggregateLoss loss -> new AggregatePass(task, loss, derivatives).evaluate();
        };
    }
}
