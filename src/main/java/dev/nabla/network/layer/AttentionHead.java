package dev.nabla.network.layer;

import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;

/**
 * Scaled dot-product attention of one head over one sequence. It is computed for a block of queries at a time, and again for the
 * backward pass, so that memory grows with the length of the sequence and not with its square.
 *
 * @param queries the queries, a row per position
 * @param keys the keys, likewise
 * @param values the values, likewise
 * @param width the number of features of a row
 * @param isCausal whether positions see only themselves and those before them
 * @see <a href="https://arxiv.org/abs/2205.14135">Dao et al. (2022), FlashAttention</a>
 */
record AttentionHead(double[] queries, double[] keys, double[] values, int width, boolean isCausal) {

    /** Queries per block. Sums over queries continue from block to block, so that it does not affect results. */
    private static final int BLOCK = 64;

    /** The gradients with respect to the queries, keys and values. */
    record Gradients(double[] queries, double[] keys, double[] values) {}

    /** What both passes take for a sequence of some length. */
    static Cost cost(long length, long width) {
        long pairs = Cost.times(length, length);
        return Cost.scratch(9 * length * width + (2L * BLOCK + 4) * length)
                .plus(Cost.multiplyAdds(Cost.times(7 * width, pairs)))
                .plus(Cost.operations(Cost.times(20, pairs)));
    }

    private int length() {
        return queries.length / width;
    }

    /** The weighted means of the values, a row per query. */
    double[] output() {
        double[] output = new double[queries.length];
        for (int from = 0; from < length(); from += BLOCK) {
            Block block = block(from);
            put(block.weights().times(block.values()), from, output);
        }
        return output;
    }

    /** The gradients, given that with respect to the output. */
    Gradients gradients(double[] upstream) {
        Gradients gradients = new Gradients(new double[queries.length], new double[keys.length],
                new double[values.length]);
        for (int from = 0; from < length(); from += BLOCK) {
            Block block = block(from);
            Rows weights = block.weights();
            Rows ofOutput = rows(upstream, from, block.queries.count);
            weights.addTransposedTimes(ofOutput, gradients.values);
            Rows ofScores = block.scoreGradients(weights, ofOutput.timesTransposed(block.values()));
            ofScores.addTransposedTimes(block.queries, gradients.keys);
            put(ofScores.times(block.keys()), from, gradients.queries);
        }
        return gradients;
    }

    private Block block(int from) {
        int to = Math.min(from + BLOCK, length());
        return new Block(this, rows(queries, from, to - from), from, isCausal ? to : length());
    }

    private Rows rows(double[] numbers, int from, int count) {
        return new Rows(Arrays.copyOfRange(numbers, from * width, (from + count) * width), count, width);
    }

    private void put(Rows rows, int from, double[] target) {
        System.arraycopy(rows.numbers, 0, target, from * width, rows.numbers.length);
    }

    /** Some queries, and as many positions from the first as any of them sees. */
    private record Block(AttentionHead head, Rows queries, int from, int visible) {

        Rows keys() {
            return new Rows(head.keys, visible, head.width);
        }

        Rows values() {
            return new Rows(head.values, visible, head.width);
        }

        /** How many positions a query of the block sees. */
        private int seen(int query) {
            return head.isCausal ? from + query + 1 : visible;
        }

        /** The softmax of the scores of each query. */
        Rows weights() {
            Rows weights = queries.timesTransposed(keys());
            double[] scores = new double[visible];
            double[] exponentials = new double[visible];
            for (int query = 0; query < weights.count; query++) {
                int seen = seen(query);
                readScores(weights, query, seen, scores);
                StableSoftmax softmax = new StableSoftmax(scores, seen, exponentials);
                if (softmax.isDefined()) {
                    softmax.probabilities(1, scores);
                } else {
                    Arrays.fill(scores, 0, seen, Double.NaN);
                }
                Arrays.fill(scores, seen, visible, 0);
                System.arraycopy(scores, 0, weights.numbers, query * visible, visible);
            }
            return weights;
        }

        private void readScores(Rows products, int query, int seen, double[] scores) {
            double scale = Math.sqrt(head.width);
            boolean isFinite = true;
            for (int i = 0; i < seen; i++) {
                scores[i] = products.numbers[query * visible + i] / scale;
                isFinite &= Double.isFinite(scores[i]);
            }
            if (!isFinite) {
                readHugeScores(query, seen, scale, scores);
            }
        }

        /** Scores beyond float64, relative to the largest. */
        private void readHugeScores(int query, int seen, double scale, double[] scores) {
            double[] products = head.rows(queries.numbers, query, 1).shrunk().timesTransposed(keys().shrunk()).numbers;
            double largest = Arrays.stream(products, 0, seen).max().orElse(0);
            for (int i = 0; i < seen; i++) {
                scores[i] = Overflow.enlarged((products[i] - largest) / scale);
            }
        }

        /**
         * The gradients with respect to the products of queries and keys, given the weights and the gradients with respect to
         * them, which are overwritten. They are taken relative to that of the largest weight, which may be close to 1.
         */
        Rows scoreGradients(Rows weights, Rows ofWeights) {
            double scale = Math.sqrt(head.width);
            double[] p = weights.numbers;
            double[] g = ofWeights.numbers;
            for (int query = 0; query < weights.count; query++) {
                int start = query * visible;
                int end = start + seen(query);
                double ofLargest = g[largest(p, start, end)];
                double mean = 0;
                for (int i = start; i < end; i++) {
                    g[i] -= ofLargest;
                    mean = Math.fma(p[i], g[i], mean);
                }
                for (int i = start; i < end; i++) {
                    g[i] = p[i] * (g[i] - mean) / scale;
                }
                Arrays.fill(g, end, start + visible, 0);
            }
            return ofWeights;
        }

        private static int largest(double[] numbers, int from, int to) {
            int largest = from;
            for (int i = from + 1; i < to; i++) {
                if (numbers[i] > numbers[largest]) {
                    largest = i;
                }
            }
            return largest;
        }
    }

    /** The first rows of an array. */
    private record Rows(double[] numbers, int count, int width) {

        private Matrix matrix() {
            return Matrix.of(numbers, count, width);
        }

        Rows shrunk() {
            return new Rows(Overflow.shrunk(new Float64Tensor(Shape.of(numbers.length), numbers)).values(), count,
                    width);
        }

        Rows times(Rows other) {
            return product(matrix(), other.matrix());
        }

        Rows timesTransposed(Rows other) {
            return product(matrix(), other.matrix().transposed());
        }

        private static Rows product(Matrix left, Matrix right) {
            double[] product = new double[left.rows() * right.columns()];
            MatrixProduct.add(left, right, product);
            return new Rows(product, left.rows(), right.columns());
        }

        void addTransposedTimes(Rows other, double[] sum) {
            MatrixProduct.add(matrix().transposed(), other.matrix(), sum);
        }
    }
}
