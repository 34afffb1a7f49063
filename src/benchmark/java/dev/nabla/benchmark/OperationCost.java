package dev.nabla.benchmark;

import dev.nabla.catalog.LossDefinition;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.LogGamma;
import dev.nabla.kernel.StandardNormal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operations of a formula, each with the cost of one call in a loop of its own. */
enum OperationCost {

    PASS("a pass", "") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = 2 * (x[i] - y[i]) * (x[i] - y[i]);
            }
        }
    },
    EXP("exp", "e\\^|\\\\exp|\\\\sigma|\\\\tanh|\\\\cosh|softplus|\\{sp\\}|lse|softmax|p_c") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = Elementary.exp(x[i]);
            }
        }
    },
    LOG("log", "\\\\log(?! ?\\(1 [+-])|\\\\ln") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = Elementary.log(x[i]);
            }
        }
    },
    LOG1P("log1p", "\\\\log ?\\(1 [+-]|softplus|\\{sp\\}") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = Elementary.log1p(x[i]);
            }
        }
    },
    POWER("power", "\\^\\{?(2-|1-|-)?(p|q|k|\\\\gamma|\\\\alpha|v\\^|[12] - )") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = Elementary.pow(x[i], y[i]);
            }
        }
    },
    GAMMA("log-gamma or its slope", "\\\\Gamma|\\\\psi") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = LogGamma.lgamma(x[i]);
            }
        }
    },
    NORMAL("error function", "\\\\Phi|erf") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = StandardNormal.erfc(x[i]);
            }
        }
    },
    ROOT("root", "\\\\sqrt|\\\\lVert") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = Math.sqrt(x[i]);
            }
        }
    },
    DIVISION("division", "/|\\\\frac|\\\\sigma|\\\\tanh") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = x[i] / y[i];
            }
        }
    },
    CASE("case", "\\\\begin\\{cases\\}") {
        @Override
        void fill(double[] answers, double[] x, double[] y) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = x[i] < 2 ? x[i] * y[i] : x[i] / y[i] - 1;
            }
        }
    };

    final String label;
    private final Pattern sign;

    OperationCost(String label, String sign) {
        this.label = label;
        this.sign = Pattern.compile(sign);
    }

    abstract void fill(double[] answers, double[] x, double[] y);

    /** What the value needs and what the gradient needs, each kind that their formulas name once. */
    static List<OperationCost> of(LossDefinition definition) {
        List<OperationCost> costs = new ArrayList<>(List.of(PASS));
        Stream.of(definition.formula(), definition.gradient()).forEach(formula -> Stream.of(values())
                .filter(operation -> operation != PASS && operation.sign.matcher(formula).find()).forEach(costs::add));
        return costs;
    }

    /** Of all but the first, what the operation costs beyond a pass over the numbers. */
    static Map<OperationCost, Double> measure() {
        double[] x = new SplittableRandom(1).doubles(TimedLoss.ELEMENTS, 0.1, 4).toArray();
        double[] y = new SplittableRandom(2).doubles(TimedLoss.ELEMENTS, 0.5, 2).toArray();
        double[] answers = new double[TimedLoss.ELEMENTS];
        Map<OperationCost, Double> measured = new EnumMap<>(OperationCost.class);
        for (OperationCost operation : values()) {
            double time = new Stopwatch(() -> operation.fill(answers, x, y)).warm().median() / TimedLoss.ELEMENTS;
            measured.put(operation, Math.max(0, time - measured.getOrDefault(PASS, 0.0)));
        }
        return measured;
    }
}
