package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.TensorSink;

/** Evaluates an elementwise loss, block by block. */
final class ElementwisePass {

    /** Elements per block. Fixed, since it determines the order of summation. */
    static final int BLOCK = TensorSink.BLOCK;

    private final Task task;
    private final ElementwiseLoss loss;
    private final Derivatives derivatives;
    private final Shape shape;
    private final Operand[] operands;

    ElementwisePass(Task task, ElementwiseLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.shape = task.firstShape();
        this.operands = Operand.all(task);
    }

    Evaluation evaluate() {
        Divisor divisor = Divisor.of(task, shape);
        Reducer reducer = new Reducer(task, divisor, shape);
        Cotangents cotangents = derivatives.cotangents(divisor);
        CompensatedSum[] sums = new CompensatedSum[Math.ceilDiv(shape.elements(), BLOCK)];
        if (derivatives.areConcurrent()) {
            Parallel.run(sums.length, shape.elements(), Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> evaluate(from, to, reducer, cotangents, sums));
        } else {
            evaluate(0, sums.length, reducer, cotangents, sums);
        }
        return reducer.evaluation(derivatives.gradientTensors(), derivatives.hessianTensors(), cotangents, sums);
    }

    private void evaluate(int fromBlock, int toBlock, Reducer reducer, Cotangents cotangents, CompensatedSum[] sums) {
        ElementBlock block = new ElementBlock(task, loss, operands, Math.min(BLOCK, shape.elements()),
                derivatives.needsGradients());
        for (int i = fromBlock; i < toBlock; i++) {
            Deadline.check();
            int start = i * BLOCK;
            block.read(start, Math.min(BLOCK, shape.elements() - start));
            sums[i] = reducer.add(start, block.values(), block.count());
            if (derivatives.needsGradients()) {
                store(derivatives.gradients(), block.gradients(), block, cotangents);
            }
            if (derivatives.needsHessians()) {
                store(derivatives.hessians(), block.hessians(), block, cotangents);
            }
        }
    }

    private static void store(DerivativeSink[] sinks, double[][] computed, ElementBlock block,
            Cotangents cotangents) {
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isRequested()) {
                cotangents.scale(block.start(), computed[k], block.count());
                block.zeroMasked(computed[k]);
                sinks[k].add(block.start(), computed[k], block.count());
            }
        }
    }
}
