package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** The first term of a gradient such as {@code softmax(z) - y}, without the target subtracted from it. */
record TargetNotSubtracted() implements Mistake {

    private static final String TARGETS = "targets";

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        if (!(mismatch.quantity() instanceof Quantity.Gradient(String input))
                || !input.equals(mismatch.task().loss().inputs().getFirst().name())) {
            return Optional.empty();
        }
        return switch (mismatch.task().loss()) {
            case RowwiseLoss _ when isSoftmax(mismatch) -> Optional.of(diagnosis(
                    "Every row is a multiple of the softmax of its logits: the one-hot target was never subtracted."));
            case ElementwiseLoss _ when isForTargetsOfZero(mismatch) -> Optional.of(diagnosis(
                    "This is the gradient for targets of 0: the target was never subtracted."));
            default -> Optional.empty();
        };
    }

    private static Diagnosis diagnosis(String explanation) {
        return new Diagnosis(Verdict.TARGET_NOT_SUBTRACTED, explanation);
    }

    private static boolean isForTargetsOfZero(Mismatch mismatch) {
        Task task = mismatch.task();
        Tensor targets = task.inputs().get(TARGETS);
        if (targets == null) {
            return false;
        }
        Task other = task.withInput(TARGETS, Tensor.zeros(targets.shape(), DType.FLOAT64));
        return Evaluator.check(other).isEmpty()
                && mismatch.numbersOf(other).filter(mismatch::looksLike).isPresent();
    }

    /** Whether each row is a non-negative multiple of the softmax of the first input's row, and not all are 0. */
    private static boolean isSoftmax(Mismatch mismatch) {
        Geometry geometry = mismatch.task().geometry();
        double[] logits = GradientCheck.numbers(mismatch.task().firstTensor());
        int rows = geometry.values().elements();
        boolean isAllZero = true;
        for (int row = 0; row < rows; row++) {
            double[] given = row(mismatch.given(), geometry, row);
            double sum = Arrays.stream(given).sum();
            if (!(sum >= 0) || !isMultiple(given, sum, softmax(row(logits, geometry, row)), mismatch.tolerance())) {
                return false;
            }
            isAllZero &= sum == 0;
        }
        return geometry.length() > 1 && !isAllZero;
    }

    private static boolean isMultiple(double[] given, double sum, double[] softmax, Tolerance tolerance) {
        Tolerance scaled = new Tolerance(tolerance.relative(), tolerance.relative() * sum);
        for (int i = 0; i < given.length; i++) {
            if (!scaled.accepts(given[i], sum * softmax[i])) {
                return false;
            }
        }
        return true;
    }

    private static double[] softmax(double[] logits) {
        double[] probabilities = new double[logits.length];
        new StableSoftmax(logits, logits.length, new double[logits.length]).probabilities(1, probabilities);
        return probabilities;
    }

    private static double[] row(double[] numbers, Geometry geometry, int row) {
        double[] elements = new double[geometry.length()];
        Arrays.setAll(elements, i -> numbers[geometry.start(row) + i * geometry.stride()]);
        return elements;
    }
}
