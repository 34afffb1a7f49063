package dev.nabla.network.layer;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;

class SoftmaxTests extends ProbabilitiesContract<Softmax> {

    SoftmaxTests() {
        super(Softmax.class);
    }

    @Override
    Softmax byDefault() {
        return new Softmax();
    }

    @Override
    Softmax along(long dim) {
        return new Softmax(dim);
    }

    @Override
    BigDecimal output(BigDecimal logit, BigDecimal logSum, Arithmetic math) {
        return math.exp(logit.subtract(logSum));
    }
}
