package dev.nabla.evaluation.batch;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Ranking with query groups: the mean of softplus(x_j − x_i) over the pairs t_i > t_j of each group of unmasked items. */
record GroupedLogistic() implements JointLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores").shaped("N").twiceDifferentiable(),
            Input.numbers("targets", "relevance"),
            Input.labels("groups", "the query that each item belongs to"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("G");
    }

    @Override
    public AxisNames maskAxes() {
        return AxisNames.of("N");
    }

    @Override
    public Map<String, Integer> derivedSizes(Inputs inputs) {
        return inputs.isSent(2)
                ? inputs.known(2).map(ids -> Map.of("G", groups(ids).size())).orElse(Map.of())
                : Map.of();
    }

    @Override
    public IntToDoubleFunction sums(int input, Batch batch, Geometry geometry, IntToDoubleFunction ofValue) {
        List<List<Integer>> groups = groups(batch.elements(2));
        return item -> IntStream.range(0, groups.size()).filter(group -> groups.get(group).contains(item))
                .mapToDouble(ofValue).sum();
    }

    /** The items of each group, in the order of their first items. */
    private static List<List<Integer>> groups(double[] ids) {
        Map<Double, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < ids.length; i++) {
            members.computeIfAbsent(ids[i], _ -> new ArrayList<>()).add(i);
        }
        return List.copyOf(members.values());
    }

    @Override
    public Pass forward(Batch batch) {
        double[] scores = batch.elements(0);
        double[] relevance = batch.elements(1);
        int[][] members = groups(batch.elements(2)).stream()
                .map(group -> group.stream().filter(batch::isIncluded).mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        return new Pass() {

            @Override
            public double value(int value) {
                CompensatedSum sum = new CompensatedSum();
                pairs(value, (i, j) -> sum.add(Elementary.softplus(scores[j] - scores[i])));
                return sum.value() / Math.max(1, pairs(value, (_, _) -> {}));
            }

            private int pairs(int group, Pair pair) {
                int count = 0;
                for (int i : members[group]) {
                    for (int j : members[group]) {
                        if (relevance[i] > relevance[j]) {
                            pair.visit(i, j);
                            count++;
                        }
                    }
                }
                return count;
            }

            @Override
            public double divisor(int value) {
                return members[value].length > 0 ? 1 : 0;
            }

            @Override
            public int parts(int input) {
                return members.length;
            }

            @Override
            public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
                for (int group = from; group < to; group++) {
                    double factor = cotangents.of(group).value() / Math.max(1, pairs(group, (_, _) -> {}));
                    pairs(group, (i, j) -> {
                        double pull = factor * Elementary.sigmoid(scores[j] - scores[i]);
                        gradient[i] -= pull;
                        gradient[j] += pull;
                    });
                }
            }

            @Override
            public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
                for (int group = from; group < to; group++) {
                    double factor = cotangents.of(group).value() / Math.max(1, pairs(group, (_, _) -> {}));
                    pairs(group, (i, j) -> {
                        double u = scores[i] - scores[j];
                        double curvature = factor * Elementary.sigmoid(u) * Elementary.sigmoid(-u);
                        hessian[i] += curvature;
                        hessian[j] += curvature;
                    });
                }
            }
        };
    }

    @FunctionalInterface
    private interface Pair {

        void visit(int higher, int lower);
    }
}
