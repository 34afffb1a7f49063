package dev.nabla.loss.distillation;

import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the losses of a student and its teacher have in common, in exact arithmetic. */
interface StudentTeacherFormula extends Formula {

    /** The distributions s of the student and q of the teacher in the language of formulas, given the name of its logits. */
    String PROBABILITIES = "s = softmax(x/temperature)\nq = softmax(%s/temperature)\n";
    String LOG_PROBABILITIES = "ls = log_softmax(x/temperature)\nlq = log_softmax(%s/temperature)\n";

    /** log softmax(x/T). */
    static BigDecimal[] logProbabilities(BigDecimal[] logits, BigDecimal temperature, Arithmetic math) {
        BigDecimal largest = Arrays.stream(logits).reduce(BigDecimal::max).orElseThrow();
        BigDecimal[] scaled = Arrays.stream(logits).map(logit -> math.divide(logit.subtract(largest), temperature))
                .toArray(BigDecimal[]::new);
        return Arrays.stream(math.surprises(scaled)).map(BigDecimal::negate).toArray(BigDecimal[]::new);
    }

    /**
     * p log(p/m) − p + m of a class, given the logarithms: what it adds to KL(p‖m), since the probabilities that are
     * added and subtracted sum to 0. In this form no term is negative, and none cancels another.
     */
    static BigDecimal divergence(BigDecimal logP, BigDecimal logM, Arithmetic math) {
        BigDecimal p = math.exp(logP);
        return p.multiply(logP.subtract(logM)).subtract(p).add(math.exp(logM));
    }

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        return BigDecimal.ONE;
    }

    /** Logits of a student, and of a teacher. */
    static double[][] draw(RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), random.doubles(4, -5, 5).toArray()};
    }

    /** Students with teachers who are huge, the same, of another opinion, and different in the last digits only. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        double[][] students = {{0, 0, 0}, {1e4, 0, -1e4}, {-700, 0, 1}, {1.25, -0.5, 3}, {36.7, 0, -1}, {0.3}};
        return Stream.of(students).flatMap(student -> Stream.concat(near(student), others(student))
                .map(teacher -> new Point<>(loss, student, teacher)));
    }

    /** The same and almost the same, also where both are shifted, which changes nothing. */
    private static Stream<double[]> near(double[] student) {
        return DoubleStream.of(0, 1e-15, 1e-8, 1e-3, 0.6).mapToObj(step -> IntStream.range(0, student.length)
                .mapToDouble(c -> student[c] + 3 + (c - 1) * (c + 0.5) * step).toArray());
    }

    private static Stream<double[]> others(double[] student) {
        return Stream.of(new double[]{0, 0, 0}, new double[]{-1e4, 0, 1e4}, new double[]{0, 40, -3})
                .map(teacher -> Arrays.copyOf(teacher, student.length));
    }
}
