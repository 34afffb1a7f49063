package dev.nabla.loss.segmentation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The Lovász extension of the Jaccard loss over hinge errors. */
@Definition(
    aliases = "binary_lovasz",
    summary = "Lovász hinge: the hinge errors of the pixels of an image, weighted by what each adds to the Jaccard loss in the order of their size.",
    formula = "\\sum_k w_k \\max(0, e_k), \\quad e = 1 - x s \\text{ in descending order}, \\quad s = 2t - 1, \\quad w_k = J_k - J_{k-1}, \\quad J_k = 1 - \\frac{G - T_k}{G + k - T_k}, \\quad T_k = \\sum_{j \\le k} t_j, \\quad G = \\sum_j t_j",
    gradient = "-s_k\\,w_k\\,[e_k > 0]",
    edges = {"Equal errors are ordered by the position of their pixels; the gradient takes the order as constant.",
            "At e = 0 the gradient is 0.",
            "In an image without true pixels the largest error has weight 1 and the others 0.",
            "Masked pixels are left out before errors are sorted; an image without any pixel has loss 0, and counts.",
            "NaN in a pixel makes its image NaN; with per_image false, everything."},
    references = "Berman et al. (2018), The Lovász-Softmax loss, https://arxiv.org/abs/1705.08790",
    examples = {
            @Example(
                name = "Two images of four pixels",
                body = """
                {"predictions": [[0.5, -1.5, 2, 0.25], [1.5, 0.75, -0.5, -2]], "targets": [[1, 0, 1, 0], [0, 1, 1, 0]]}"""),
            @Example(
                name = "All pixels as one image",
                body = """
                        {"predictions": [[0.5, -1.5, 2, 0.25], [1.5, 0.75, -0.5, -2]], "targets": [[1, 0, 1, 0], [0, 1, 1, 0]], "per_image": false}""")})
public record LovaszHinge(
    @Option(PER_IMAGE) boolean perImage)
        implements LovaszLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits").shaped("N, ...").differentiable(),
            Input.numbers("targets", "1 for pixels of the class, 0 for others").within("0 or 1"));

    public LovaszHinge() {
        this(true);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Pass forward(Batch batch) {
        return new Images(batch, values(batch));
    }

    private static final class Images implements Pass {

        private final Batch batch;
        private final double[] logits;
        private final double[] targets;
        private final Lovasz[] images;
        private final @Nullable Double[] values;

        Images(Batch batch, int count) {
            this.batch = batch;
            this.logits = batch.elements(0);
            this.targets = batch.elements(1);
            this.images = new Lovasz[count];
            this.values = new @Nullable Double[count];
            Parallel.run(count, logits.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> IntStream.range(from, to)
                    .forEach(image -> images[image] = Lovasz.of(new Image(image))));
        }

        /** The pixels of an image with their hinge errors. */
        private final class Image implements Lovasz.Pixels {

            private final int number;

            Image(int number) {
                this.number = number;
            }

            @Override
            public int from() {
                return number * (logits.length / images.length);
            }

            @Override
            public int to() {
                return (number + 1) * (logits.length / images.length);
            }

            @Override
            public boolean isIncluded(int pixel) {
                return batch.isIncluded(pixel);
            }

            @Override
            public int truth(int pixel) {
                return (int) targets[pixel];
            }

            @Override
            public DoubleDouble error(int pixel, int truth) {
                return DoubleDouble.sum(1, sign(pixel, truth) * logits[pixel]);
            }

            @Override
            public double sign(int pixel, int truth) {
                return 1 - 2 * truth;
            }

            @Override
            public int place(int pixel) {
                return pixel;
            }
        }

        @Override
        public double value(int value) {
            Double known = values[value];
            return known == null ? images[value].loss(DoubleDouble.ZERO, null).value() : known;
        }

        @Override
        public double divisor(int value) {
            return 1;
        }

        @Override
        public int parts(int input) {
            return images.length;
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            for (int image = from; image < to; image++) {
                values[image] = images[image].loss(cotangents.of(image), gradient).value();
                if (images[image].isUndefined()) {
                    images[image].fillWithNaN(gradient);
                }
            }
        }
    }
}
