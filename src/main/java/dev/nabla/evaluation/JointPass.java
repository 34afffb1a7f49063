package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.JointLoss;
import dev.nabla.tensor.Storage;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Evaluates a batch loss with several values: first the requested derivatives, input by input, then all values. */
final class JointPass {

    /** Cotangents up to 2 to this power are used as they are. */
    private static final int LARGEST_EXPONENT = 900;

    private final Task task;
    private final Derivatives derivatives;
    private final JointLoss loss;
    private final WholeBatch inputs;
    private final Geometry geometry;
    private final BatchDerivatives batch;
    private final JointLoss.Pass pass;
    private final boolean[] isIncluded;

    JointPass(Task task, JointLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.inputs = new WholeBatch(task);
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.batch = new BatchDerivatives(task, geometry);
        this.pass = loss.forward(inputs);
        this.isIncluded = new boolean[geometry.values().elements()];
    }

    Evaluation evaluate() {
        inParallel(i -> isIncluded[i] = (!geometry.masksValues() || task.isIncluded(i)) && pass.divisor(i) != 0);
        Divisor divisor = Divisor.of(task, geometry.values(), i -> isIncluded[i], pass::divisor, pass::size);
        Cotangents cotangents = derivatives.cotangents(divisor);
        differentiate(cotangents, divisor.isZero());
        double[] values = Storage.doubles(isIncluded.length);
        inParallel(i -> values[i] = isIncluded[i] ? pass.value(i) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        CompensatedSum sum = reducer.add(0, values, values.length);
        Storage.giveBack(values);
        return reducer.evaluation(derivatives.gradientTensors(), derivatives.hessianTensors(), cotangents, sum);
    }

    private void inParallel(IntConsumer each) {
        Parallel.run(isIncluded.length, task.elements(), Parallel.ELEMENTS_PER_THREAD,
                (from, to) -> IntStream.range(from, to).forEach(each));
    }

    private void differentiate(Cotangents cotangents, boolean isUndefined) {
        int exponent = exponent(cotangents);
        JointLoss.Cotangents inRange = i -> isIncluded[i] ? inRange(cotangents.of(i), exponent) : DoubleDouble.ZERO;
        pass.prepare(inRange, k -> !isUndefined && isAnyIncluded() && derivatives.gradients()[k].isRequested());
        store(derivatives.gradients(), isUndefined, (k, into) -> {
            batch.inParallel(pass.parts(k), (from, to) -> pass.gradient(k, from, to, inRange, into));
            multiply(into, exponent);
        });
        store(derivatives.hessians(), isUndefined,
                derivatives.areHessiansConstant() ? batch.constant(loss, inputs, cotangents) : (k, into) -> {
                    batch.inParallel(pass.parts(k), (from, to) -> pass.hessian(k, from, to, inRange, into));
                    multiply(into, exponent);
                });
    }

    /** The power of two that cotangents are divided by so that they can be added; derivatives are linear in them. */
    private int exponent(Cotangents cotangents) {
        int largest = IntStream.range(0, isIncluded.length).filter(i -> isIncluded[i])
                .map(i -> cotangents.of(i).exponent()).max().orElse(0);
        return Math.abs(largest) <= LARGEST_EXPONENT ? 0 : largest;
    }

    private static DoubleDouble inRange(ScaleFactor cotangent, int exponent) {
        return exponent == 0 ? cotangent.rounded() : cotangent.scaled().shifted(-exponent).toDoubleDouble();
    }

    private static void multiply(double[] derivatives, int exponent) {
        for (int i = 0; exponent != 0 && i < derivatives.length; i++) {
            derivatives[i] = Math.scalb(derivatives[i], exponent);
        }
    }

    private boolean isAnyIncluded() {
        for (boolean included : isIncluded) {
            if (included) {
                return true;
            }
        }
        return false;
    }

    /** If the divisor is 0, derivatives of included values are NaN. If no value is included, all derivatives are 0. */
    private void store(DerivativeSink[] sinks, boolean isUndefined, BatchDerivatives.Derivative derivative) {
        boolean isAny = isAnyIncluded();
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isRequested()) {
                if (!isAny) {
                    batch.store(k, sinks[k], (_, _) -> {});
                } else if (isUndefined) {
                    batch.store(k, sinks[k], BatchDerivatives::fillWithNaN);
                } else {
                    batch.store(k, sinks[k], derivative);
                }
            }
        }
    }
}
