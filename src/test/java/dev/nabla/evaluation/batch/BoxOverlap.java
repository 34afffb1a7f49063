package dev.nabla.evaluation.batch;

import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.request.Fault;
import java.util.ArrayList;
import java.util.List;

/** Lists of boxes x1, y1, x2, y2: one minus intersection over union. */
record BoxOverlap() implements JointLoss {

    private static final int SIDES = 4;

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "boxes").shaped("N, 4").differentiable(),
            Input.numbers("targets", "true boxes"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public List<Fault> faults(Batch batch) {
        List<Fault> faults = new ArrayList<>();
        for (int input = 0; input < INPUTS.size(); input++) {
            int wrong = firstTurned(batch, input);
            if (wrong >= 0) {
                faults.add(new Fault(INPUTS.get(input).name(), batch.shape(input).indexOf(wrong),
                        "must be at least the coordinate of the other side"));
            }
        }
        return faults;
    }

    private static int firstTurned(Batch batch, int input) {
        double[] sides = batch.elements(input);
        for (int i = 0; i < sides.length; i++) {
            if (i % SIDES >= 2 && sides[i] < sides[i - 2] && batch.isIncluded(i / SIDES)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Pass forward(Batch batch) {
        return new Boxes(batch.elements(0), batch.elements(1));
    }

    private record Boxes(double[] predictions, double[] targets) implements Pass {

        @Override
        public double value(int value) {
            double overlap = overlap(value);
            return (union(value, overlap) - overlap) / union(value, overlap);
        }

        private double overlap(int box) {
            double width = width(box, 0);
            double height = width(box, 1);
            return width > 0 && height > 0 ? width * height : 0;
        }

        private double width(int box, int axis) {
            int low = box * SIDES + axis;
            return Math.min(predictions[low + 2], targets[low + 2]) - Math.max(predictions[low], targets[low]);
        }

        private double union(int box, double overlap) {
            return area(predictions, box) + area(targets, box) - overlap;
        }

        private static double area(double[] boxes, int box) {
            int i = box * SIDES;
            return (boxes[i + 2] - boxes[i]) * (boxes[i + 3] - boxes[i + 1]);
        }

        @Override
        public double divisor(int value) {
            return 1;
        }

        @Override
        public int parts(int input) {
            return predictions.length / SIDES;
        }

        /** With overlap I and union U = A + A' - I: the derivative of -I/U is (I ∂A - (U + I) ∂I)/U². */
        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            for (int box = from; box < to; box++) {
                double overlap = overlap(box);
                double union = union(box, overlap);
                for (int side = 0; side < SIDES; side++) {
                    int i = box * SIDES + side;
                    boolean isHigh = side >= 2;
                    double sign = isHigh ? 1 : -1;
                    double across = box(box, 1 - side % 2);
                    boolean isInner = isHigh ? predictions[i] < targets[i] : predictions[i] > targets[i];
                    double overlapSlope = overlap > 0 && isInner ? sign * width(box, 1 - side % 2) : 0;
                    double slope = (overlap * sign * across - (union + overlap) * overlapSlope) / (union * union);
                    gradient[i] = cotangents.of(box).times(slope).value();
                }
            }
        }

        private double box(int box, int axis) {
            int low = box * SIDES + axis;
            return predictions[low + 2] - predictions[low];
        }
    }
}
