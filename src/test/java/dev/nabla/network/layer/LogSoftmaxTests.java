package dev.nabla.network.layer;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;

class LogSoftmaxTests extends ProbabilitiesContract<LogSoftmax> {

    LogSoftmaxTests() {
        super(LogSoftmax.class);
    }

    @Override
    LogSoftmax byDefault() {
        return new LogSoftmax();
    }

    @Override
    LogSoftmax along(long dim) {
        return new LogSoftmax(dim);
    }

    @Override
    BigDecimal output(BigDecimal logit, BigDecimal logSum, Arithmetic math) {
        return logit.subtract(logSum);
    }
}
