package dev.nabla.loss.segmentation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The Lovász extension of the Jaccard loss of each class over errors of probabilities. */
@Definition(
    aliases = "multiclass_lovasz",
    summary = "Lovász softmax: the errors of the probabilities of each class, weighted by what each adds to the Jaccard loss in the order of their size; the mean over the classes.",
    formula = "\\frac{1}{|K|} \\sum_{c \\in K} \\sum_k w_k e_k, \\quad e = |[y = c] - p_c| \\text{ in descending order}, \\quad w_k = J_k - J_{k-1}, \\quad J_k = 1 - \\frac{G - T_k}{G + k - T_k}, \\quad T_k = \\sum_{j \\le k} [y_j = c], \\quad G = \\sum_j [y_j = c]",
    gradient = "\\frac{w_k}{|K|} \\operatorname{sign}(p_c - [y = c])",
    edges = {"K are the classes with a true pixel, or all of them.",
            "Equal errors are ordered by the position of their pixels; the gradient takes the order as constant.",
            "A class without true pixels, which counts among all, has the loss of its largest error.",
            "Masked and ignored pixels are left out before errors are sorted; without any pixel the loss is 0, and counts.",
            "NaN in a probability of a class that counts makes NaN of its image; with per_image false, of everything."},
    references = "Berman et al. (2018), The Lovász-Softmax loss, https://arxiv.org/abs/1705.08790",
    examples = {
            @Example(
                name = "Four pixels of three classes, one of which is not there",
                body = """
                    {"predictions": [[[0.7, 0.2, 0.1, 0.5], [0.2, 0.5, 0.3, 0.3], [0.1, 0.3, 0.6, 0.2]]], "targets": [[0, 1, 1, 0]]}"""),
            @Example(
                name = "All classes, and an ignored pixel",
                body = """
                        {"predictions": [[[0.7, 0.2, 0.1, 0.5], [0.2, 0.5, 0.3, 0.3], [0.1, 0.3, 0.6, 0.2]]], "targets": [[0, 1, 1, 255]], "classes": "all", "ignore_index": 255}""")})
public record LovaszSoftmax(
    @Option("the classes whose mean is taken: those that are present, or all") Classes classes,
    @Option(PER_IMAGE) boolean perImage,
    @Option("target value that is ignored") @Nullable Long ignoreIndex)
        implements LovaszLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted probabilities").shaped("N, C, ...").differentiable(),
            Input.classesOf("C", "targets", "ground truth class indices").shaped("N, ..."));

    /** Which classes count. */
    public enum Classes {
        PRESENT,
        ALL
    }

    public LovaszSoftmax() {
        this(Classes.PRESENT, false, null);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public OptionalLong ignoredIndex() {
        return ignoreIndex == null ? OptionalLong.empty() : OptionalLong.of(ignoreIndex);
    }

    @Override
    public Pass forward(Batch batch) {
        return new Groups(batch, values(batch));
    }

    /** The images, or all of them as one group, each with all classes. */
    private final class Groups implements Pass {

        private final Batch batch;
        private final double[] probabilities;
        private final double[] targets;
        private final int channels;
        private final Lovasz[] classesOfGroups;
        private final @Nullable CompensatedSum[] losses;

        Groups(Batch batch, int count) {
            this.batch = batch;
            this.probabilities = batch.elements(0);
            this.targets = batch.elements(1);
            this.channels = batch.shape(0).size(1);
            this.classesOfGroups = new Lovasz[count * channels];
            this.losses = new @Nullable CompensatedSum[classesOfGroups.length];
            Parallel.run(classesOfGroups.length, probabilities.length, Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> IntStream.range(from, to)
                            .forEach(
                                    i -> classesOfGroups[i] = Lovasz.of(new ClassOfGroup(i / channels, i % channels))));
        }

        /** The pixels of a group, with the errors of the probability of a class. */
        private final class ClassOfGroup implements Lovasz.Pixels {

            private final int from;
            private final int to;
            private final int channel;
            private final int perImage = targets.length / batch.shape(0).size(0);

            ClassOfGroup(int group, int channel) {
                int perGroup = targets.length / (classesOfGroups.length / channels);
                this.from = group * perGroup;
                this.to = from + perGroup;
                this.channel = channel;
            }

            @Override
            public int from() {
                return from;
            }

            @Override
            public int to() {
                return to;
            }

            /** Neither masked nor ignored. */
            @Override
            public boolean isIncluded(int pixel) {
                return batch.isIncluded(pixel) && (ignoreIndex == null || targets[pixel] != ignoreIndex);
            }

            @Override
            public int truth(int pixel) {
                return targets[pixel] == channel ? 1 : 0;
            }

            @Override
            public DoubleDouble error(int pixel, int truth) {
                return DoubleDouble.difference(truth, probabilities[place(pixel)]).abs();
            }

            @Override
            public double sign(int pixel, int truth) {
                return Math.signum(probabilities[place(pixel)] - truth);
            }

            @Override
            public int place(int pixel) {
                int image = pixel / perImage;
                return (image * channels + channel - image) * perImage + pixel;
            }
        }

        /** The classes of a group that count. */
        private IntStream counted(int group) {
            return IntStream.range(group * channels, (group + 1) * channels).filter(this::isCounted);
        }

        private int count(int group) {
            return (int) counted(group).count();
        }

        private boolean isCounted(int classOfGroup) {
            return classes == Classes.ALL || classesOfGroups[classOfGroup].hasPositives();
        }

        @Override
        public double value(int value) {
            ScaledDoubleDouble sum = counted(value).mapToObj(i -> loss(i).scaledTotal())
                    .reduce(ScaledDoubleDouble.ZERO, ScaledDoubleDouble::plus);
            return sum.dividedBy(DoubleDouble.of(Math.max(1, count(value)))).value();
        }

        private CompensatedSum loss(int classOfGroup) {
            CompensatedSum known = losses[classOfGroup];
            return known == null ? classesOfGroups[classOfGroup].loss(DoubleDouble.ZERO, null) : known;
        }

        @Override
        public double divisor(int value) {
            return 1;
        }

        @Override
        public int parts(int input) {
            return classesOfGroups.length;
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            IntStream.range(from, to).filter(this::isCounted).forEach(i -> {
                int group = i / channels;
                DoubleDouble share = cotangents.of(group).dividedBy(count(group));
                losses[i] = classesOfGroups[i].loss(share, gradient);
                if (counted(group).anyMatch(other -> classesOfGroups[other].isUndefined())) {
                    classesOfGroups[i].fillWithNaN(gradient);
                }
            });
        }
    }
}
