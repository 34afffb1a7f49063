package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixProductTests {

    private static final long SEED = 20_261_125L;

    /** Around the sizes of tiles (6 by 4, 8 or 16) and of blocks (1020 rows, 400 inner, 96 columns), and for two threads. */
    static Stream<int[]> sizes() {
        int[] rows = {0, 1, 5, 6, 7, 103};
        int[] columns = {0, 1, 15, 16, 17, 97};
        int[] inner = {0, 1, 2, 399, 400, 401, 902};
        Stream<int[]> grid = Arrays.stream(rows).boxed().flatMap(m -> Arrays.stream(columns).boxed()
                .flatMap(n -> Arrays.stream(inner).mapToObj(k -> new int[]{m, n, k})));
        return Stream.concat(grid, Stream.of(new int[]{1021, 1, 801}, new int[]{1030, 97, 2}));
    }

    private static double[] random(int count) {
        return new Random(SEED).doubles(count, -1, 1).toArray();
    }

    /** The definition: one chain of fused multiply-adds an element. */
    private static double[] slowly(Matrix a, Matrix b, double[] start) {
        double[] sum = start.clone();
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                for (int k = 0; k < a.columns(); k++) {
                    double left = a.numbers().get(a.position(i, k));
                    double right = b.numbers().get(b.position(k, j));
                    sum[i * b.columns() + j] = Math.fma(left, right, sum[i * b.columns() + j]);
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void addWhenSizesAreAwkwardShouldAnswerTheBitsOfTheDefinition(int[] size) {
        Matrix a = Matrix.of(random(size[0] * size[2]), size[0], size[2]);
        Matrix b = Matrix.of(random(size[2] * size[1]), size[2], size[1]);
        double[] start = random(size[0] * size[1]);
        double[] expected = slowly(a, b, start);
        for (ProductTile tile : new ProductTile[]{new ScalarProductTile(), ProductTile.BEST}) {
            double[] sum = start.clone();
            MatrixProduct.add(a, b, sum, tile);
            assertThat(sum).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 7, 9", "100, 30, 300", "193, 17, 901", "7, 1030, 5", "600, 520, 3"})
    void addWhenOperandsAreTransposedShouldAnswerTheBitsOfTheDefinition(int m, int n, int k) {
        Matrix a = Matrix.of(random(k * m), k, m).transposed();
        Matrix b = Matrix.of(random(n * k), n, k).transposed();
        double[] sum = new double[m * n];
        MatrixProduct.add(a, b, sum);
        assertThat(sum).isEqualTo(slowly(a, b, new double[m * n]));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void writeWhenSomethingWasThereShouldAnswerTheProductAndTheRow(int[] size) {
        Matrix a = Matrix.of(random(size[0] * size[2]), size[0], size[2]);
        Matrix b = Matrix.of(random(size[2] * size[1]), size[1], size[2]).transposed();
        double[] row = random(size[1]);
        double[] start = new double[size[0] * size[1]];
        Arrays.setAll(start, i -> row[i % size[1]]);
        double[] sum = new double[start.length];
        Arrays.fill(sum, Double.NaN);
        MatrixProduct.write(a, b, row, sum);
        assertThat(sum).isEqualTo(slowly(a, b, start));
    }

    private static Tensor floats(int count) {
        float[] floats = new float[count];
        double[] numbers = random(count);
        Arrays.setAll(numbers, i -> floats[i] = (float) numbers[i]);
        return new Float32Tensor(Shape.of(count), floats);
    }

    /** As it lies and transposed. */
    private static List<Matrix> both(Tensor numbers, int rows, int columns) {
        return List.of(Matrix.of(numbers, rows, columns), Matrix.of(numbers, columns, rows).transposed());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void writeWhenTensorsAreFloat32ShouldRoundTheBitsOfTheDefinitionOnce(int[] size) {
        for (Matrix a : both(floats(size[0] * size[2]), size[0], size[2])) {
            for (Matrix b : both(floats(size[2] * size[1]), size[2], size[1])) {
                float[] expected = new float[size[0] * size[1]];
                double[] exact = slowly(a, b, new double[expected.length]);
                Arrays.setAll(exact, i -> expected[i] = (float) exact[i]);
                float[] product = new float[expected.length];
                Arrays.fill(product, Float.NaN);
                MatrixProduct.write(a, b, new Float32Tensor(Shape.of(size[0], size[1]), product));
                assertThat(product).isEqualTo(expected);
            }
        }
    }

    // [1 2; 3 4]·[5 6; 7 8] = [19 22; 43 50], and 1 was there
    @Test
    void addWhenWorkedByHandShouldAddTheProduct() {
        double[] sum = {1, 0, 0, 0};
        MatrixProduct.add(Matrix.of(new double[]{1, 2, 3, 4}, 2, 2), Matrix.of(new double[]{5, 6, 7, 8}, 2, 2), sum);
        assertThat(sum).containsExactly(20, 22, 43, 50);
    }
}
