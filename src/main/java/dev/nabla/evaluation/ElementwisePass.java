package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.tensor.Shape;

/** Evaluates an elementwise loss, element by element. */
final class ElementwisePass {

    private final Task task;
    private final ElementwiseLoss loss;
    private final Derivatives derivatives;
    private final Shape shape;
    private final Operand[] operands;
    private final double[] point;
    private final double[] slopes;

    ElementwisePass(Task task, ElementwiseLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.shape = task.firstShape();
        this.operands = Operand.all(task);
        this.point = new double[operands.length];
        this.slopes = new double[operands.length];
    }

    Evaluation evaluate() {
        Reducer reducer = new Reducer(task, Divisor.of(task, shape.elements()), shape);
        for (int i = 0; i < shape.elements(); i++) {
            if (task.takesPart(i)) {
                boolean isNumber = read(i);
                reducer.add(i, isNumber ? loss.value(point) : Double.NaN);
                differentiate(i, reducer, isNumber);
            }
        }
        return new Evaluation(reducer.loss(), derivatives.gradientTensors(), derivatives.hessianTensors());
    }

    /** Reads the element of each input; false if one is NaN, which makes every answer for it NaN. */
    private boolean read(int position) {
        boolean isNumber = true;
        for (int k = 0; k < point.length; k++) {
            point[k] = operands[k].at(position);
            isNumber &= !Double.isNaN(point[k]);
        }
        return isNumber;
    }

    private void differentiate(int position, Reducer reducer, boolean isNumber) {
        if (derivatives.wantsGradients()) {
            DoubleDouble cotangent = reducer.cotangent(position);
            loss.gradient(point, slopes);
            for (int k = 0; k < slopes.length; k++) {
                derivatives.gradient(k).add(position, cotangent.times(isNumber ? slopes[k] : Double.NaN));
            }
            if (derivatives.wantsHessians()) {
                loss.hessian(point, slopes);
                for (int k = 0; k < slopes.length; k++) {
                    derivatives.hessian(k).add(position, cotangent.times(isNumber ? slopes[k] : Double.NaN));
                }
            }
        }
    }
}
