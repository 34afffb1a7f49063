package dev.nabla.loss.embedding;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/**
 * A loss of the similarities of an anchor with all partners, which are sums that may cancel. So the size of the loss is that of
 * its derivatives with respect to similarities times those of the similarities' terms, and likewise for its derivatives.
 */
abstract class SimilarityFormula implements Formula {

    /** The number of components of each vector. */
    static final int FEATURES = 3;

    private static final BigDecimal LEAST_NORM = new BigDecimal("1e-12");

    private final List<Direction> directions;
    private final boolean isNormalized;
    private final Map<Arithmetic, Map<List<BigDecimal>, BigDecimal>> norms = new WeakHashMap<>();

    SimilarityFormula(boolean isNormalized, Direction... directions) {
        this.isNormalized = isNormalized;
        this.directions = List.of(directions);
    }

    /** The inputs that anchors and partners are of. */
    record Direction(String anchors, String partners) {}

    /**
     * The derivatives with respect to similarities, and how far errors of similarities, as large as their terms, move what they
     * are in.
     *
     * @param values the derivatives
     * @param errors how far they move the derivatives
     * @param effects how far they move the value
     */
    record Slopes(BigDecimal[] values, BigDecimal[] errors, BigDecimal[] effects) {

        static Slopes zeros(int count) {
            return new Slopes(zerosOf(count), zerosOf(count), zerosOf(count));
        }

        private static BigDecimal[] zerosOf(int count) {
            BigDecimal[] zeros = new BigDecimal[count];
            Arrays.fill(zeros, BigDecimal.ZERO);
            return zeros;
        }

        /** Those of a softmax less other shares, times a factor. */
        static Slopes ofSoftmax(BigDecimal[] probabilities, BigDecimal[] shares, BigDecimal[] sizes,
                BigDecimal factor) {
            BigDecimal mean = BigDecimal.ZERO;
            Slopes slopes = zeros(sizes.length);
            for (int j = 0; j < sizes.length; j++) {
                mean = mean.add(probabilities[j].multiply(sizes[j]));
            }
            for (int j = 0; j < sizes.length; j++) {
                slopes.values[j] = probabilities[j].subtract(shares[j]).multiply(factor);
                slopes.errors[j] = probabilities[j].multiply(sizes[j].add(mean)).multiply(factor.pow(2));
                slopes.effects[j] = slopes.values[j].multiply(sizes[j]).abs();
            }
            return slopes;
        }
    }

    /** The terms of the value of an anchor. */
    abstract List<BigDecimal> terms(int anchor, BigDecimal[] similarities, Sample sample, Arithmetic math);

    /** The derivatives of the value of an anchor, given the sizes of the terms of the similarities. */
    abstract Slopes slopes(int anchor, BigDecimal[] similarities, BigDecimal[] sizes, Sample sample, Arithmetic math);

    /** What a similarity is multiplied by. */
    abstract BigDecimal factor();

    /** A vector, and what it is divided by. */
    private record Vector(BigDecimal[] numbers, BigDecimal divisor, boolean isProjected, boolean isZero) {

        BigDecimal similarity(Vector other, boolean isSize, Arithmetic math) {
            BigDecimal sum = IntStream.range(0, FEATURES).mapToObj(k -> numbers[k].multiply(other.numbers[k]))
                    .map(x -> isSize ? x.abs() : x).reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.divide(sum, divisor.multiply(other.divisor));
        }
    }

    private Vector vector(Sample sample, String input, int index, Arithmetic math) {
        BigDecimal[] numbers = Arrays.copyOfRange(sample.all(input), index * FEATURES, (index + 1) * FEATURES);
        if (!isNormalized) {
            return new Vector(numbers, BigDecimal.ONE, false, false);
        }
        BigDecimal norm = norms.computeIfAbsent(math, _ -> new HashMap<>()).computeIfAbsent(List.of(numbers),
                vector -> math
                        .sqrt(vector.stream().map(x -> x.pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add)));
        boolean isFloored = math.compare(norm, LEAST_NORM) < 0;
        BigDecimal divisor = isFloored ? LEAST_NORM : norm;
        return new Vector(numbers, divisor, !isFloored, norm.signum() == 0);
    }

    private static int anchor(Sample sample) {
        return sample.the("value").intValueExact();
    }

    private static int count(Sample sample, String input) {
        return sample.all(input).length / FEATURES;
    }

    private Vector[] partners(Sample sample, Direction direction, Arithmetic math) {
        return IntStream.range(0, count(sample, direction.partners))
                .mapToObj(j -> vector(sample, direction.partners, j, math)).toArray(Vector[]::new);
    }

    private static BigDecimal[] similarities(Vector anchor, Vector[] partners, boolean areSizes, Arithmetic math) {
        return Arrays.stream(partners).map(partner -> anchor.similarity(partner, areSizes, math))
                .toArray(BigDecimal[]::new);
    }

    private BigDecimal share() {
        return BigDecimal.ONE.divide(BigDecimal.valueOf(directions.size()));
    }

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        List<BigDecimal> terms = new ArrayList<>();
        for (Direction direction : directions) {
            Vector anchor = vector(sample, direction.anchors, anchor(sample), math);
            terms(anchor(sample), similarities(anchor, partners(sample, direction, math), false, math), sample, math)
                    .forEach(term -> terms.add(term.multiply(share())));
        }
        return terms;
    }

    private Slopes slopes(Sample sample, Vector anchor, Vector[] partners, Arithmetic math) {
        return slopes(anchor(sample), similarities(anchor, partners, false, math),
                similarities(anchor, partners, true, math), sample, math);
    }

    @Override
    public BigDecimal size(Sample sample, Arithmetic math) {
        BigDecimal size = terms(sample, math).stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Direction direction : directions) {
            Vector anchor = vector(sample, direction.anchors, anchor(sample), math);
            Vector[] partners = partners(sample, direction, math);
            Slopes slopes = slopes(sample, anchor, partners, math);
            for (BigDecimal effect : slopes.effects) {
                size = size.add(effect.multiply(share()));
            }
        }
        return size;
    }

    @Override
    public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
        BigDecimal size = BigDecimal.ZERO;
        for (Direction direction : directions) {
            Vector anchor = vector(sample, direction.anchors, anchor(sample), math);
            Vector[] partners = partners(sample, direction, math);
            Slopes slopes = slopes(sample, anchor, partners, math);
            for (int j = 0; j < partners.length; j++) {
                BigDecimal slope = slopes.values[j].abs().add(slopes.errors[j].abs()).multiply(share());
                if (isOf(place, direction.anchors, anchor(sample))) {
                    size = size.add(slope.multiply(size(anchor, partners[j], place, math)));
                }
                if (isOf(place, direction.partners, j)) {
                    size = size.add(slope.multiply(size(partners[j], anchor, place, math)));
                }
            }
        }
        return size;
    }

    private static boolean isOf(Place place, String input, int index) {
        return place.input().equals(input) && place.index() / FEATURES == index;
    }

    /** The derivative of the value from those with respect to similarities. */
    BigDecimal chained(Sample sample, Place place, Arithmetic math) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Direction direction : directions) {
            Vector anchor = vector(sample, direction.anchors, anchor(sample), math);
            Vector[] partners = partners(sample, direction, math);
            Slopes slopes = slopes(sample, anchor, partners, math);
            for (int j = 0; j < partners.length; j++) {
                if (isOf(place, direction.anchors, anchor(sample))) {
                    sum = sum.add(slopes.values[j].multiply(derivative(anchor, partners[j], place, math)));
                }
                if (isOf(place, direction.partners, j)) {
                    sum = sum.add(slopes.values[j].multiply(derivative(partners[j], anchor, place, math)));
                }
            }
        }
        return sum.multiply(share());
    }

    /** The derivative of a similarity: (v − u(u·v))/‖a‖. */
    private static BigDecimal derivative(Vector own, Vector other, Place place, Arithmetic math) {
        int k = place.index() % FEATURES;
        BigDecimal direct = math.divide(other.numbers[k], other.divisor);
        BigDecimal turned = own.isProjected
                ? math.divide(own.numbers[k].multiply(own.similarity(other, false, math)), own.divisor)
                : BigDecimal.ZERO;
        return math.divide(direct.subtract(turned), own.divisor);
    }

    /** The size of the terms of the derivative of a similarity: v/‖a‖ and u(u·v)/‖a‖. */
    private static BigDecimal size(Vector own, Vector other, Place place, Arithmetic math) {
        int k = place.index() % FEATURES;
        BigDecimal direct = math.divide(other.numbers[k].abs(), other.divisor);
        BigDecimal turned = own.isProjected
                ? math.divide(own.numbers[k].abs().multiply(own.similarity(other, true, math)), own.divisor)
                : BigDecimal.ZERO;
        return math.divide(direct.add(turned), own.divisor);
    }

    /** The gradient of a zero vector is 0. */
    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        Vector own = vector(sample, place.input(), place.index() / FEATURES, math);
        return own.isZero ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    @Override
    public BigDecimal coefficient(Sample sample) {
        Arithmetic math = new Arithmetic(20);
        BigDecimal grain = BigDecimal.ONE;
        for (Direction direction : directions) {
            for (int i = 0; i < count(sample, direction.anchors); i++) {
                grain = grain.max(math.divide(factor(), vector(sample, direction.anchors, i, math).divisor));
            }
        }
        return grain;
    }

    /** A fraction of the norm, or of what changes a product by one. */
    @Override
    public BigDecimal scale(Sample sample, Place place) {
        Arithmetic math = new Arithmetic(20);
        BigDecimal norm = vector(sample, place.input(), place.index() / FEATURES, math).divisor;
        BigDecimal largest = directions.stream().flatMap(direction -> Arrays.stream(sample.all(direction.partners)))
                .map(BigDecimal::abs).reduce(BigDecimal.ONE, BigDecimal::max);
        BigDecimal steepest = factor().multiply(isNormalized ? BigDecimal.TEN : largest).max(BigDecimal.ONE);
        return math.divide(norm, steepest);
    }
}
