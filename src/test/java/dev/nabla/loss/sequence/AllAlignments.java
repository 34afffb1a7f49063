package dev.nabla.loss.sequence;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loss by its definition: of all paths through the classes, the sum of those that become the target when repeats are merged and
 * blanks removed.
 *
 * @param classes the number of classes, which no input tells
 */
record AllAlignments(int classes, int blank, boolean isOfLogits) implements SmoothFormula {

    private static final BigDecimal UNKNOWN = BigDecimal.ONE.divide(BigDecimal.TWO.pow(48));

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        Sequence sequence = sequence(sample);
        BigDecimal loss = normalization(sequence, math).subtract(logSum(sequence, _ -> true, math).orElseThrow());
        BigDecimal reference = reference(sequence);
        return isOfLogits
                ? List.of(loss)
                : List.of(reference.negate(), loss.add(reference));
    }

    /** About the logarithm of the best classes of all steps, from which the best alignment may be far. */
    private BigDecimal reference(Sequence sequence) {
        int[] some = IntStream.concat(Arrays.stream(sequence.target()), IntStream.of(blank)).toArray();
        return sequence.steps().stream()
                .map(step -> Arrays.stream(some).mapToObj(label -> step[label]).reduce(BigDecimal::max).orElseThrow()
                        .setScale(0, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Nothing depends on other sequences, nor on time steps beyond the length. */
    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        int step = place.index() - sequence(sample).start();
        return step < 0 || step / classes >= sequence(sample).steps().size()
                ? Optional.of(BigDecimal.ZERO)
                : Optional.empty();
    }

    /**
     * The terms p and γ of the gradient cancel where the target is nearly certain; they are then as far from each other as the
     * target from certainty.
     */
    @Override
    public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
        if (!isOfLogits) {
            return BigDecimal.ZERO;
        }
        Sequence sequence = sequence(sample);
        int time = (place.index() - sequence.start()) / classes;
        int label = (place.index() - sequence.start()) % classes;
        BigDecimal[] step = sequence.steps().get(time);
        BigDecimal all = logSum(sequence, _ -> true, math).orElseThrow();
        BigDecimal prior = math.exp(step[label].subtract(math.logSumExp(step)));
        BigDecimal posterior = logSum(sequence, path -> path[time] == label, math)
                .map(some -> math.exp(some.subtract(all))).orElse(BigDecimal.ZERO);
        BigDecimal uncertainty = BigDecimal.ONE.subtract(math.exp(all.subtract(normalization(sequence, math))));
        return prior.add(posterior).multiply(uncertainty.abs().add(UNKNOWN));
    }

    /** The logarithm of the sum of all paths. */
    private BigDecimal normalization(Sequence sequence, Arithmetic math) {
        return isOfLogits
                ? sequence.steps().stream().map(math::logSumExp).reduce(BigDecimal.ZERO, BigDecimal::add)
                : BigDecimal.ZERO;
    }

    /** The logarithm of the sum of those paths that are alignments and fulfil a condition; empty if there are none. */
    private Optional<BigDecimal> logSum(Sequence sequence, Predicate<int[]> condition, Arithmetic math) {
        List<BigDecimal[]> steps = sequence.steps();
        BigDecimal[] sums = paths(steps.size())
                .filter(path -> Arrays.equals(labels(path), sequence.target())).filter(condition)
                .map(path -> IntStream.range(0, path.length).mapToObj(time -> steps.get(time)[path[time]])
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .toArray(BigDecimal[]::new);
        return sums.length == 0 ? Optional.empty() : Optional.of(math.logSumExp(sums));
    }

    /** All sequences of classes. */
    private Stream<int[]> paths(int length) {
        return length == 0
                ? Stream.of(new int[0])
                : paths(length - 1).flatMap(path -> IntStream.range(0, classes)
                        .mapToObj(label -> IntStream.concat(Arrays.stream(path), IntStream.of(label)).toArray()));
    }

    private int[] labels(int... path) {
        return IntStream.range(0, path.length).filter(time -> time == 0 || path[time] != path[time - 1])
                .map(time -> path[time]).filter(label -> label != blank).toArray();
    }

    /**
     * The part of a sample that belongs to its value.
     *
     * @param start where its predictions start
     */
    private record Sequence(int start, List<BigDecimal[]> steps, int[] target) {}

    private Sequence sequence(Sample sample) {
        int index = sample.the("value").intValueExact();
        int count = sample.the("values").intValueExact();
        BigDecimal[] predictions = sample.all("predictions");
        int start = index * (predictions.length / count);
        List<BigDecimal[]> steps = IntStream.range(0, sample.all("input_lengths")[index].intValueExact())
                .mapToObj(time -> Arrays.copyOfRange(predictions, start + time * classes, start + (time + 1) * classes))
                .toList();
        int padded = sample.all("targets").length / count;
        int[] target = IntStream.range(0, sample.all("target_lengths")[index].intValueExact())
                .map(i -> sample.all("targets")[index * padded + i].intValueExact()).toArray();
        return new Sequence(start, steps, target);
    }

    @Override
    public BigDecimal size(Sample sample) {
        return sample.all("target_lengths")[sample.the("value").intValueExact()].max(BigDecimal.ONE);
    }
}
