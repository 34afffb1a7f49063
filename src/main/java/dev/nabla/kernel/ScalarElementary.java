package dev.nabla.kernel;

/** The functions one by one: the reference for {@link VectorElementary}, and the fallback. */
record ScalarElementary() implements ElementaryKernel {

    @Override
    public void exp(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = Elementary.exp(x[i]);
        }
    }

    @Override
    public void log(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = Elementary.log(x[i]);
        }
    }

    @Override
    public void log1p(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = Elementary.log1p(x[i]);
        }
    }

    @Override
    public void sigmoid(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = Elementary.sigmoid(x[i]);
        }
    }

    @Override
    public void sigmoidDerivative(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = StableSigmoid.derivative(x[i]).value();
        }
    }

    @Override
    public void softplus(double[] x, int count, double[] results) {
        for (int i = 0; i < count; i++) {
            results[i] = Elementary.softplus(x[i]);
        }
    }

    @Override
    public void extendedExp(double[] x, int count, double[] highs, double[] lows) {
        for (int i = 0; i < count; i++) {
            DoubleDouble power = Extended.exp(x[i]);
            highs[i] = power.hi();
            lows[i] = power.lo();
        }
    }

    @Override
    public void extendedLog(double[] x, int count, double[] highs, double[] lows) {
        for (int i = 0; i < count; i++) {
            DoubleDouble log = Extended.log(x[i]);
            highs[i] = log.hi();
            lows[i] = log.lo();
        }
    }

    @Override
    public void extendedLog1p(double[] x, double[] xLow, int count, double[] highs, double[] lows) {
        for (int i = 0; i < count; i++) {
            DoubleDouble log = Extended.log1p(new DoubleDouble(x[i], xLow[i]));
            highs[i] = log.hi();
            lows[i] = log.lo();
        }
    }
}
