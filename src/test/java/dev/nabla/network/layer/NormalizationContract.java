package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What holds for a layer that normalizes rows of elements, and scales and shifts features. */
abstract class NormalizationContract<L extends Layer> extends LayerContract<L> {

    NormalizationContract(Class<L> type) {
        super(type);
    }

    abstract BigDecimal eps(L layer);

    /** Whether the mean of a row is subtracted. */
    boolean isCentered() {
        return true;
    }

    /** The row of each position, and its feature: the index into weight and bias. */
    abstract Layout layout(L layer, Shape input, Map<String, ExactTensor> parameters);

    /** The row of a position, and the index of its element of weight and bias. */
    record Layout(IntUnaryOperator row, IntUnaryOperator feature) {}

    @Override
    public List<BigDecimal> formula(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math) {
        return each(layer, input, parameters, math,
                (row, i) -> affine(row.normal(i), parameters, row.feature(i)));
    }

    /** (|x| + |μ|)/σ·|w| + |b|, with the mean of the sizes for μ. */
    @Override
    public List<BigDecimal> sizes(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math) {
        Map<String, ExactTensor> absolute = LayerPoints.absolute(parameters);
        return each(layer, input, parameters, math, (row, i) -> affine(row.size(i), absolute, row.feature(i)));
    }

    private static BigDecimal affine(BigDecimal number, Map<String, ExactTensor> parameters, int feature) {
        ExactTensor weight = parameters.get("weight");
        ExactTensor bias = parameters.get("bias");
        BigDecimal scaled = weight == null ? number : number.multiply(weight.values().get(feature));
        return bias == null ? scaled : scaled.add(bias.values().get(feature));
    }

    /** The terms of the rules of the layer: h − mean h − x̂·mean(h·x̂) over σ, and the sum of g·x̂. */
    @Override
    public BigDecimal gradientSize(LayerPoint<L> point, String name, int position, Arithmetic math) {
        Map<String, ExactTensor> parameters = new LinkedHashMap<>();
        point.fixture().parameters().forEach((key, tensor) -> parameters.put(key, ExactTensor.of(tensor)));
        List<BigDecimal> upstream = ExactTensor.of(point.upstream()).abs().values();
        List<Row> rows = rows(point.fixture().layer(), ExactTensor.of(point.fixture().input()), parameters, math);
        return switch (name) {
            case "input" -> rows.stream().filter(row -> row.positions.contains(position)).findFirst().orElseThrow()
                    .gradientSize(position, upstream, parameters.get("weight"));
            case "weight" -> rows.stream().flatMap(row -> IntStream.range(0, row.positions.size())
                    .filter(i -> row.feature(i) == position)
                    .mapToObj(i -> row.size(i).multiply(upstream.get(row.positions.get(i)))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            default -> BigDecimal.ZERO;
        };
    }

    private List<BigDecimal> each(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math,
            ElementOf value) {
        BigDecimal[] values = new BigDecimal[input.values().size()];
        for (Row row : rows(layer, input, parameters, math)) {
            for (int i = 0; i < row.positions.size(); i++) {
                values[row.positions.get(i)] = value.at(row, i);
            }
        }
        return Arrays.asList(values);
    }

    private interface ElementOf {

        BigDecimal at(Row row, int index);
    }

    private List<Row> rows(L layer, ExactTensor input, Map<String, ExactTensor> parameters, Arithmetic math) {
        Layout layout = layout(layer, input.shape(), parameters);
        Map<Integer, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < input.values().size(); i++) {
            positions.computeIfAbsent(layout.row.applyAsInt(i), _ -> new ArrayList<>()).add(i);
        }
        return positions.values().stream().map(each -> row(layer, input, each, layout.feature, math)).toList();
    }

    private Row row(L layer, ExactTensor input, List<Integer> positions, IntUnaryOperator feature, Arithmetic math) {
        List<BigDecimal> x = positions.stream().map(input.values()::get).toList();
        BigDecimal mean = isCentered() ? mean(x, math) : BigDecimal.ZERO;
        BigDecimal size = isCentered() ? mean(x.stream().map(BigDecimal::abs).toList(), math) : BigDecimal.ZERO;
        BigDecimal variance = mean(x.stream().map(each -> each.subtract(mean).pow(2)).toList(), math);
        return new Row(positions, feature, x::get, mean, size, math.sqrt(variance.add(eps(layer))), math);
    }

    static BigDecimal mean(List<BigDecimal> numbers, Arithmetic math) {
        return math.divide(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                BigDecimal.valueOf(numbers.size()));
    }

    /** A row, its mean, the mean of the sizes of its elements, and its deviation. */
    private record Row(
        List<Integer> positions,
        IntUnaryOperator featureOf,
        IntFunction<BigDecimal> x,
        BigDecimal mean,
        BigDecimal meanSize,
        BigDecimal deviation,
        Arithmetic math) {

        int feature(int i) {
            return featureOf.applyAsInt(positions.get(i));
        }

        BigDecimal normal(int i) {
            return math.divide(x.apply(i).subtract(mean), deviation);
        }

        BigDecimal size(int i) {
            return math.divide(x.apply(i).abs().add(meanSize), deviation);
        }

        BigDecimal gradientSize(int position, List<BigDecimal> upstream, @Nullable ExactTensor weight) {
            int own = positions.indexOf(position);
            List<BigDecimal> h = IntStream.range(0, positions.size())
                    .mapToObj(i -> weight == null
                            ? upstream.get(positions.get(i))
                            : upstream.get(positions.get(i)).multiply(weight.abs().values().get(feature(i))))
                    .toList();
            BigDecimal sum = h.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal projection = IntStream.range(0, h.size()).mapToObj(i -> h.get(i).multiply(normal(i).abs()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal means = math.divide(sum.add(normal(own).abs().multiply(projection)),
                    BigDecimal.valueOf(positions.size()));
            return math.divide(h.get(own).add(means), deviation);
        }
    }
}
