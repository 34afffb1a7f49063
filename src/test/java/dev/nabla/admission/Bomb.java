package dev.nabla.admission;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A valid request that asks for much more memory or work than its size suggests.
 *
 * @param name what it does
 * @param path the path that it is posted to
 * @param body the start of its body, what is repeated in the middle, how often, and its end
 */
record Bomb(String name, String path, Body body) {

    private static final String BACKPROPAGATE = "/v1/networks/backpropagate";

    /** A text with a part that is repeated, so that large bodies need not be held. */
    record Body(String start, String part, int count, String end) {

        Body(String text) {
            this(text, "", 0, "");
        }

        String text() {
            return start + part.repeat(count) + end;
        }

        long length() {
            return start.length() + (long) part.length() * count + end.length();
        }
    }

    /** Every bomb for a service that accepts bodies up to a size. */
    static List<Bomb> all(int largest) {
        return List.of(
                layers("conv2d of one pixel with padding 2895", "[[[1]]]",
                        "{\"type\": \"conv2d\", \"padding\": 2895, \"weight\": [[[[1]]]]}"),
                layers("40 conv2d with padding 400", "[[[1]]]",
                        repeated("{\"type\": \"conv2d\", \"padding\": 400, \"weight\": [[[[1]]]]}", 40)),
                layers("conv2d with half the image as kernel", image(180),
                        "{\"type\": \"conv2d\", \"weight\": [[" + matrix(90) + "]]}", image(91)),
                layers("1,000 kernels over one pixel with padding 175", "[[[1]]]",
                        "{\"type\": \"conv2d\", \"padding\": 175, \"weight\": ["
                                + repeated("[" + matrix(36) + "]", 1_000) + "]}"),
                layers("linear of 11,000 rows to 11,000", column(11_000),
                        "{\"type\": \"linear\", \"weight\": " + column(11_000) + "}"),
                layers("embedding of 11,000 indices with 11,000 features", row(11_000),
                        "{\"type\": \"embedding\", \"weight\": [" + row(11_000) + "]}"),
                layers("multihead_attention over 100,000 positions", column(100_000),
                        "{\"type\": \"multihead_attention\", \"num_heads\": 1, \"in_proj_weight\": [[0], [0], [0]], "
                                + "\"out_proj_weight\": [[0]]}"),
                layers("avg_pool2d with half the image as kernel", image(900),
                        "{\"type\": \"avg_pool2d\", \"kernel_size\": 450, \"stride\": 1}", image(451)),
                layers("max_pool2d with half the image as kernel", image(900),
                        "{\"type\": \"max_pool2d\", \"kernel_size\": 450, \"stride\": 1}", image(451)),
                new Bomb("300 relu of 100,000 numbers, traced", BACKPROPAGATE,
                        new Body("{\"input\": [0", ",0", 99_999,
                                "], \"loss\": \"mse\", \"trace\": true, \"targets\": " + row(100_000)
                                        + ", \"layers\": [" + repeated("{\"type\": \"relu\"}", 300) + "]}")),
                zeros("mse with Hessian", "mse", "\"hessian\": \"diagonal\", ", largest),
                zeros("mse, unreduced in float64", "mse", "\"reduction\": \"none\", ", largest),
                new Bomb("gradcheck of mse", "/v1/losses/mse/gradcheck",
                        new Body(
                                "{\"tolerance\": 1e-9, \"gradient\": [1" + ",1".repeat(largest / 6)
                                        + "], \"targets\": [0"
                                        + ",0".repeat(largest / 6) + "], \"predictions\": [0",
                                ",0", largest / 6, "]}")),
                new Bomb("cross_entropy of one row", "/v1/losses/cross_entropy",
                        new Body("{\"targets\": [0], \"predictions\": [[0", ",0", largest / 2 - 50, "]]}")),
                new Bomb("multilabel_margin of one row", "/v1/losses/multilabel_margin",
                        new Body("{\"predictions\": [[0" + ",0".repeat(300_000) + "]], \"targets\": [[1", ",1", 150_000,
                                ",0".repeat(150_000) + "]]}")),
                new Bomb("broadcast targets of many rows", "/v1/losses/mse",
                        new Body("{\"wrt\": [\"predictions\", \"targets\"], \"targets\": [0" + ",0".repeat(largest / 4)
                                + "], \"predictions\": [[0", ",0", largest / 4, "]]}")));
    }

    private static Bomb zeros(String name, String loss, String option, int largest) {
        int count = (largest - 100) / 4;
        return new Bomb(name, "/v1/losses/" + loss, new Body("{" + option + "\"targets\": [0" + ",0".repeat(count)
                + "], \"predictions\": [0", ",0", count, "]}"));
    }

    private static Bomb layers(String name, String input, String layers) {
        return layers(name, input, layers, "0");
    }

    private static Bomb layers(String name, String input, String layers, String targets) {
        return new Bomb(name, BACKPROPAGATE, new Body("{\"input\": " + input + ", \"loss\": \"mse\", \"targets\": "
                + targets + ", \"layers\": [" + layers + "]}"));
    }

    private static String repeated(String item, int count) {
        return IntStream.range(0, count).mapToObj(_ -> item).collect(Collectors.joining(", "));
    }

    private static String row(int count) {
        return "[0" + ",0".repeat(count - 1) + "]";
    }

    private static String column(int count) {
        return "[[0]" + ",[0]".repeat(count - 1) + "]";
    }

    private static String matrix(int size) {
        return "[" + repeated(row(size), size) + "]";
    }

    private static String image(int size) {
        return "[" + matrix(size) + "]";
    }
}
