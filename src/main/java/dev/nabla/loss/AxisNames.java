package dev.nabla.loss;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The axes of a tensor by name, as papers write them: {@code N, T, C}. A number stands for an axis of that size,
 * {@code ...} for any number of axes.
 */
public record AxisNames(List<String> names) {

    /** Any number of axes of any size. */
    public static final AxisNames ANY = of("...");

    private static final String SEVERAL = "...";

    /** Parses names separated by commas. */
    public static AxisNames of(String notation) {
        return new AxisNames(Arrays.stream(notation.split(",")).map(String::strip).toList());
    }

    boolean isOfRank(int rank) {
        return names.contains(SEVERAL) ? rank >= names.size() - 1 : rank == names.size();
    }

    String rankInWords() {
        int least = names.contains(SEVERAL) ? names.size() - 1 : names.size();
        return (names.contains(SEVERAL) ? "at least " : "") + least + (least == 1 ? " axis" : " axes")
                + (names.size() > 1 ? ", " + this : "");
    }

    /** Whether a shape has these axes, with the sizes that are already known. */
    boolean fit(Shape shape, Map<String, Shape> sizes) {
        if (!isOfRank(shape.rank())) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            Shape wanted = sizeOf(names.get(i), sizes);
            if (wanted != null && !wanted.equals(sizeAt(i, shape))) {
                return false;
            }
        }
        return true;
    }

    /** Assigns the sizes of a shape that fits to the names that have none yet. */
    void bind(Shape shape, Map<String, Shape> sizes) {
        for (int i = 0; i < names.size(); i++) {
            if (!isNumber(names.get(i))) {
                sizes.putIfAbsent(names.get(i), sizeAt(i, shape));
            }
        }
    }

    /** The part of a shape that belongs to the name at an index. */
    private Shape sizeAt(int place, Shape shape) {
        int several = names.indexOf(SEVERAL);
        int more = shape.rank() - names.size();
        int start = several >= 0 && place > several ? place + more : place;
        int axes = place == several ? more + 1 : 1;
        return Shape.of(IntStream.range(start, start + axes).map(shape::size).toArray());
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private static @Nullable Shape sizeOf(String name, Map<String, Shape> sizes) {
        return isNumber(name) ? Shape.of(Integer.parseInt(name)) : sizes.get(name);
    }

    /** The shape that has these axes; empty while the size of one is not known. */
    Optional<Shape> shape(Map<String, Shape> sizes) {
        IntStream.Builder all = IntStream.builder();
        for (String name : names) {
            Shape size = sizeOf(name, sizes);
            if (size == null) {
                return Optional.empty();
            }
            IntStream.range(0, size.rank()).map(size::size).forEach(all);
        }
        return Optional.of(Shape.of(all.build().toArray()));
    }

    /** The shape as far as it is known: {@code [3, S]}. */
    String inWords(Map<String, Shape> sizes) {
        return names.stream().map(name -> {
            Shape size = sizeOf(name, sizes);
            return size == null
                    ? name
                    : IntStream.range(0, size.rank()).mapToObj(i -> Integer.toString(size.size(i)))
                            .collect(Collectors.joining(", "));
        }).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Maps a position in a tensor to whether the mask includes any element with the same indices along all shared axes; always
     * true if no axis is shared.
     */
    IntPredicate anyIncluded(AxisNames mask, Map<String, Shape> sizes, IntPredicate isIncluded) {
        Projection projection = projection(mask, sizes);
        if (projection.axes.isEmpty()) {
            return _ -> true;
        }
        boolean[] isAnyIncluded = new boolean[projection.projected];
        IntStream.range(0, projection.places).filter(isIncluded)
                .forEach(place -> isAnyIncluded[projection.ofPlace(place)] = true);
        return position -> isAnyIncluded[projection.ofPosition(position)];
    }

    /** Maps a position in a tensor to the sum of the numbers of another with the same indices along all shared axes. */
    IntToDoubleFunction sums(AxisNames other, Map<String, Shape> sizes, IntToDoubleFunction numbers) {
        Projection projection = projection(other, sizes);
        if (projection.projected == projection.places) {
            return position -> numbers.applyAsDouble(projection.ofPosition(position));
        }
        CompensatedSum[] sums = Stream.generate(CompensatedSum::new).limit(projection.projected)
                .toArray(CompensatedSum[]::new);
        for (int place = 0; place < projection.places; place++) {
            sums[projection.ofPlace(place)].add(numbers.applyAsDouble(place));
        }
        return position -> sums[projection.ofPosition(position)].value();
    }

    private Projection projection(AxisNames other, Map<String, Shape> sizes) {
        List<SharedAxis> shared = new ArrayList<>();
        int places = 1;
        int projected = 1;
        for (String name : other.names.reversed()) {
            int size = count(name, sizes);
            if (!isNumber(name) && names.contains(name)) {
                shared.add(new SharedAxis(size, stride(name, sizes), places, projected));
                projected *= size;
            }
            places *= size;
        }
        return new Projection(shared, places, projected);
    }

    /** The stride of a named axis. */
    private int stride(String name, Map<String, Shape> sizes) {
        return names.stream().skip(names.indexOf(name) + 1L).mapToInt(inner -> count(inner, sizes)).reduce(1,
                (a, b) -> a * b);
    }

    /**
     * Maps positions in a tensor and places in another to what they have in common: the indices along shared axes.
     *
     * @param places the number of elements of the other
     * @param projected the number of its elements without the axes that are not shared
     */
    private record Projection(List<SharedAxis> axes, int places, int projected) {

        int ofPosition(int position) {
            return axes.stream().mapToInt(axis -> axis.projected(position)).sum();
        }

        int ofPlace(int place) {
            return axes.stream().mapToInt(axis -> axis.projectedPlace(place)).sum();
        }
    }

    /**
     * An axis that a tensor shares with another.
     *
     * @param stride its stride in the tensor
     * @param otherStride its stride in the other
     * @param projectedStride its stride in the other without the axes that are not shared
     */
    private record SharedAxis(int size, int stride, int otherStride, int projectedStride) {

        int projected(int position) {
            return position / stride % size * projectedStride;
        }

        int projectedPlace(int place) {
            return place / otherStride % size * projectedStride;
        }
    }

    private static int count(String name, Map<String, Shape> sizes) {
        Shape size = sizeOf(name, sizes);
        if (size == null) {
            throw new IllegalStateException("no input has an axis " + name);
        }
        return size.elements();
    }

    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
