package dev.nabla.gradcheck;

import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The exact numbers in another order: transposed, shifted or reversed. */
record WrongOrder() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        double[] exact = mismatch.exact();
        return Permutation.all(mismatch.shape()).filter(permutation -> {
            double[] permuted = permutation.of(exact);
            return !Arrays.equals(permuted, exact) && mismatch.looksLike(permuted);
        }).findFirst().map(permutation -> new Diagnosis(Verdict.WRONG_PLACE,
                "The numbers are right but in the wrong places: they are " + permutation.description() + "."));
    }

    /**
     * A permutation of the elements of a tensor.
     *
     * @param source for each position, the position its element comes from
     */
    private record Permutation(String description, int[] source) {

        static Stream<Permutation> all(Shape shape) {
            int count = shape.elements();
            Stream<Permutation> flat = Stream.of(
                    new Permutation("shifted by one place, to the right",
                            IntStream.range(0, count).map(i -> (i + count - 1) % count).toArray()),
                    new Permutation("shifted by one place, to the left",
                            IntStream.range(0, count).map(i -> (i + 1) % count).toArray()),
                    new Permutation("in reverse order",
                            IntStream.range(0, count).map(i -> count - 1 - i).toArray()));
            return Stream.concat(transposed(shape), flat);
        }

        /** Transposes the last two axes, or reads a column-major matrix as row-major. */
        private static Stream<Permutation> transposed(Shape shape) {
            if (shape.rank() < 2) {
                return Stream.of();
            }
            int rows = shape.size(-2);
            int columns = shape.size(-1);
            int size = rows * columns;
            int[] source = IntStream.range(0, shape.elements())
                    .map(i -> i / size * size + i % size % rows * columns + i % size / rows).toArray();
            int[] inverse = IntStream.range(0, shape.elements())
                    .map(i -> i / size * size + i % size % columns * rows + i % size / columns).toArray();
            String description = rows == columns ? "transposed" : "in column-major order, read as row-major";
            return Stream.of(new Permutation(description, source), new Permutation(description, inverse));
        }

        double[] of(double[] numbers) {
            return IntStream.of(source).mapToDouble(i -> numbers[i]).toArray();
        }
    }
}
