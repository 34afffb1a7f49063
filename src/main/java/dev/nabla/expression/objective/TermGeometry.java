package dev.nabla.expression.objective;

import dev.nabla.expression.objective.ObjectiveEvaluation.TermValue;
import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The lengths of the gradients of an objective's terms and the angles between them, which show where terms work against one
 * another. Zeros stand for the gradients that a term does not have.
 *
 * @param norms the Euclidean norms for each term
 * @param pairs the cosines for each two terms
 */
public record TermGeometry(List<Norms> norms, List<Pair> pairs) {

    /** Scalar operations for an element of a product. */
    private static final int OPERATIONS = 10;

    /**
     * Euclidean norms of a term's gradients.
     *
     * @param all that of all of them together, as one vector
     * @param byInput that with respect to each input
     */
    public record Norms(double all, Map<String, Double> byInput) {}

    /**
     * The cosines of the angles between the gradients of two terms: −1 where each undoes what the other does; NaN if one is 0.
     *
     * @param first the name of a term
     * @param second the name of another
     * @param all that of all gradients together, as one vector
     * @param byInput that with respect to each input of which both have a gradient
     */
    public record Pair(String first, String second, double all, Map<String, Double> byInput) {}

    /** What it takes for a number of terms whose gradients have some elements each. */
    static Cost cost(int terms, long elements) {
        long pairs = terms * (terms + 1L) / 2;
        return Cost.operations(Cost.times(pairs * OPERATIONS, elements));
    }

    /** Measures the gradients of terms. */
    static TermGeometry of(List<TermValue> terms) {
        List<Products> squares = terms.stream().map(term -> Products.of(term, term)).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                pairs.add(pair(terms.get(i), terms.get(j), squares.get(i), squares.get(j)));
            }
        }
        return new TermGeometry(squares.stream().map(Products::roots).toList(), pairs);
    }

    private static Pair pair(TermValue first, TermValue second, Products ofFirst, Products ofSecond) {
        Products mixed = Products.of(first, second);
        Map<String, Double> byInput = new LinkedHashMap<>();
        mixed.byInput.forEach((name, product) -> byInput.put(name, cosine(product,
                Objects.requireNonNull(ofFirst.byInput.get(name)),
                Objects.requireNonNull(ofSecond.byInput.get(name)))));
        return new Pair(first.name(), second.name(), cosine(mixed.all, ofFirst.all, ofSecond.all), byInput);
    }

    private static double cosine(ScaledDoubleDouble product, ScaledDoubleDouble first, ScaledDoubleDouble second) {
        ScaledDoubleDouble norms = first.squareRoot().times(second.squareRoot());
        return norms.isZero() ? Double.NaN : Math.clamp(product.dividedBy(norms).value(), -1, 1);
    }

    /** Inner products of the gradients of two terms. */
    private record Products(ScaledDoubleDouble all, Map<String, ScaledDoubleDouble> byInput) {

        static Products of(TermValue first, TermValue second) {
            ScaledDoubleDouble all = ScaledDoubleDouble.ZERO;
            Map<String, ScaledDoubleDouble> byInput = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> gradient : first.gradients().entrySet()) {
                Tensor other = second.gradients().get(gradient.getKey());
                if (other != null) {
                    ScaledDoubleDouble product = product(gradient.getValue(), other);
                    byInput.put(gradient.getKey(), product);
                    all = all.plus(product);
                }
            }
            return new Products(all, byInput);
        }

        private static ScaledDoubleDouble product(Tensor a, Tensor b) {
            Deadline.check();
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < a.shape().elements(); i++) {
                sum.addProduct(a.get(i), b.get(i));
            }
            return sum.scaledTotal();
        }

        Norms roots() {
            Map<String, Double> roots = new LinkedHashMap<>();
            byInput.forEach((name, square) -> roots.put(name, square.squareRoot().value()));
            return new Norms(all.squareRoot().value(), roots);
        }
    }
}
