package dev.nabla.gradcheck;

import dev.nabla.evaluation.ActiveElements;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A number that the caller may have divided the sum of the losses by, instead of the right one. */
record WrongDivisor(String description, double value) {

    /** The candidates for a task, most likely first. */
    static List<WrongDivisor> of(Task task) {
        ActiveElements active = new ActiveElements(task);
        Shape first = task.firstShape();
        List<WrongDivisor> divisors = new ArrayList<>();
        divisors.add(new WrongDivisor("number of values that are not masked or ignored", active.activeValues()));
        divisors.add(new WrongDivisor("number of all values", active.values()));
        divisors.add(new WrongDivisor("number of all elements", first.elements()));
        if (first.rank() > 0) {
            divisors.add(new WrongDivisor("size of the first axis", first.size(0)));
            divisors.add(new WrongDivisor("size of the last axis", first.size(-1)));
        }
        Tensor weight = task.sampleWeight();
        if (weight != null) {
            divisors.add(new WrongDivisor("sum of sample_weight", IntStream.range(0, weight.shape().elements())
                    .filter(task::isIncluded).mapToDouble(weight::get).sum()));
        }
        return divisors.stream().filter(divisor -> divisor.value() > 0 && divisor.value() != 1).toList();
    }
}
