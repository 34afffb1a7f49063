package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A loss of a box and its target. */
interface BoxLoss extends JointLoss {

    List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted boxes as x1, y1, x2, y2").shaped("N, 4").differentiable(),
            Input.numbers("targets", "true boxes"));

    String EPS = "added to what divides";

    /** Operations per coordinate. */
    int OPERATIONS = 2000;

    /** What is added to areas that divide. */
    double eps();

    ScaledDoubleDouble value(BoxPair pair);

    /** The derivative with respect to a side of the box. */
    ScaledDoubleDouble slope(BoxPair pair, int side);

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    default List<Fault> faults(Batch batch) {
        List<Fault> faults = new ArrayList<>();
        for (int input = 0; input < INPUTS.size(); input++) {
            String name = INPUTS.get(input).name();
            double[] sides = batch.elements(input);
            int number = input;
            IntStream.range(0, sides.length)
                    .filter(i -> i % BoxPair.SIDES >= 2 && sides[i] < sides[i - 2]
                            && batch.isIncluded(i / BoxPair.SIDES))
                    .limit(1).forEach(i -> faults.add(new Fault(name, batch.shape(number).indexOf(i),
                            "must be at least the coordinate of the opposite side")));
        }
        return faults;
    }

    @Override
    default Cost cost(Inputs inputs) {
        return Cost.operations(Cost.times(OPERATIONS, inputs.shape(0).elements()));
    }

    @Override
    default Pass forward(Batch batch) {
        return new Pass() {

            @Override
            public double value(int value) {
                BoxPair pair = pair(value);
                return pair.isUndefined() ? Double.NaN : BoxLoss.this.value(pair).value();
            }

            private BoxPair pair(int value) {
                return BoxPair.of(batch.elements(0), batch.elements(1), value, eps());
            }

            @Override
            public double divisor(int value) {
                return 1;
            }

            @Override
            public int parts(int input) {
                return batch.elements(0).length / BoxPair.SIDES;
            }

            @Override
            public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
                IntStream.range(from, to).filter(batch::isIncluded).forEach(box -> {
                    BoxPair pair = pair(box);
                    boolean isUndefined = pair.isUndefined();
                    for (int side = 0; side < BoxPair.SIDES; side++) {
                        gradient[box * BoxPair.SIDES + side] = isUndefined
                                ? Double.NaN
                                : 0.0 + slope(pair, side).times(cotangents.of(box)).value();
                    }
                });
            }
        };
    }
}
