package dev.nabla.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The gamma function's logarithm with its derivatives, and the normal distribution, to any number of digits.
 *
 * <p>Stirling's series, after a shift to where it converges to all digits; for the normal distribution the series whose
 * terms are all positive, and in the tail Laplace's continued fraction. None of it is what the service does.
 *
 * @see <a href="https://dlmf.nist.gov/5.11">DLMF 5.11</a>, <a href="https://dlmf.nist.gov/7.6">7.6</a>,
 *      <a href="https://dlmf.nist.gov/7.9">7.9</a>
 */
public final class SpecialFunctions {

    private static final Map<Object, BigDecimal> CONSTANTS = new ConcurrentHashMap<>();
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** From here on the normal distribution's tail is a continued fraction. */
    private static final BigDecimal TAIL = BigDecimal.valueOf(8);
    /** What 1 less the probability of the middle loses at most. */
    private static final int TAIL_DIGITS = 18;
    private static final double NATS_PER_DIGIT = 2.31;

    private static BigInteger[] tangents = tangentNumbers(64);

    private final MathContext context;

    public SpecialFunctions(int digits) {
        this.context = new MathContext(digits);
    }

    /** log |Γ(x)|; near its zeros to that many digits after the point. */
    public BigDecimal lgamma(BigDecimal x) {
        if (x.compareTo(BigDecimal.ONE) == 0 || x.compareTo(BigDecimal.TWO) == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal product = BigDecimal.ONE;
        BigDecimal y = x;
        for (; isSmall(y); y = y.add(BigDecimal.ONE, context)) {
            product = product.multiply(y, context);
        }
        BigDecimal sum = y.subtract(HALF).multiply(log(y)).subtract(y).add(halfLogTwoPi());
        BigDecimal square = y.multiply(y, context);
        BigDecimal power = y;
        for (int k = 1; k <= terms(); k++) {
            BigDecimal term = bernoulli(k).divide(power.multiply(BigDecimal.valueOf(2L * k * (2L * k - 1))), context);
            if (sum.add(term, context).compareTo(sum.round(context)) == 0) {
                break;
            }
            sum = sum.add(term);
            power = power.multiply(square, context);
        }
        return sum.subtract(log(product.abs()));
    }

    /** The first derivative of log Γ. */
    public BigDecimal digamma(BigDecimal x) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal y = x;
        for (; isSmall(y); y = y.add(BigDecimal.ONE, context)) {
            sum = sum.subtract(BigDecimal.ONE.divide(y, context));
        }
        sum = sum.add(log(y)).subtract(HALF.divide(y, context));
        BigDecimal square = y.multiply(y, context);
        BigDecimal power = square;
        for (int k = 1; k <= terms(); k++) {
            sum = sum.subtract(bernoulli(k).divide(power.multiply(BigDecimal.valueOf(2L * k)), context));
            power = power.multiply(square, context);
        }
        return sum;
    }

    /** The second derivative of log Γ. */
    public BigDecimal trigamma(BigDecimal x) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal y = x;
        for (; isSmall(y); y = y.add(BigDecimal.ONE, context)) {
            sum = sum.add(BigDecimal.ONE.divide(y.multiply(y, context), context));
        }
        BigDecimal square = y.multiply(y, context);
        sum = sum.add(BigDecimal.ONE.divide(y, context)).add(HALF.divide(square, context));
        BigDecimal power = square.multiply(y, context);
        for (int k = 1; k <= terms(); k++) {
            sum = sum.add(bernoulli(k).divide(power, context));
            power = power.multiply(square, context);
        }
        return sum;
    }

    /** The third derivative of log Γ. */
    public BigDecimal tetragamma(BigDecimal x) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal y = x;
        for (; isSmall(y); y = y.add(BigDecimal.ONE, context)) {
            sum = sum.subtract(BigDecimal.TWO.divide(y.pow(3, context), context));
        }
        BigDecimal square = y.multiply(y, context);
        BigDecimal power = square.multiply(y, context);
        sum = sum.subtract(BigDecimal.ONE.divide(square, context)).subtract(BigDecimal.ONE.divide(power, context));
        for (int k = 1; k <= terms(); k++) {
            power = power.multiply(k == 1 ? y : square, context);
            sum = sum.subtract(bernoulli(k).multiply(BigDecimal.valueOf(2L * k + 1)).divide(power, context));
        }
        return sum;
    }

    /** How probable it is that a normal number is beyond z. */
    public BigDecimal normalTail(BigDecimal z) {
        if (z.compareTo(TAIL) > 0) {
            return density(z).divide(z.add(continuedFraction(z.round(context))), context);
        }
        if (z.compareTo(TAIL.negate()) < 0) {
            return BigDecimal.ONE.subtract(normalTail(z.negate()));
        }
        return HALF.subtract(new SpecialFunctions(context.getPrecision() + TAIL_DIGITS).normalMiddle(z).multiply(HALF));
    }

    /** The logarithm of that, also where it is too small to be written. */
    public BigDecimal logNormalTail(BigDecimal z) {
        if (z.compareTo(TAIL) <= 0) {
            return log(normalTail(z));
        }
        BigDecimal scale = z.add(continuedFraction(z.round(context)));
        return z.multiply(z).multiply(HALF).add(log(scale)).add(halfLogTwoPi()).negate();
    }

    /** How probable it is that a normal number is between −z and z, with the sign of z: erf(z/√2). */
    public BigDecimal normalMiddle(BigDecimal z) {
        if (z.abs().compareTo(TAIL) > 0) {
            BigDecimal tails = normalTail(z.abs()).multiply(BigDecimal.TWO);
            return BigDecimal.ONE.subtract(tails).multiply(BigDecimal.valueOf(z.signum()));
        }
        BigDecimal square = z.multiply(z, context);
        BigDecimal term = z.round(context);
        BigDecimal sum = BigDecimal.ZERO;
        for (int odd = 3; term.signum() != 0 && sum.add(term, context).compareTo(sum) != 0; odd += 2) {
            sum = sum.add(term, context);
            term = term.multiply(square, context).divide(BigDecimal.valueOf(odd), context);
        }
        return sum.multiply(density(z)).multiply(BigDecimal.TWO).round(context);
    }

    /** The normal density. */
    public BigDecimal density(BigDecimal z) {
        return Arithmetic.exp(z.multiply(z).multiply(HALF).negate(), context).divide(
                constant("√2π", () -> pi(context).multiply(BigDecimal.TWO).sqrt(context)), context);
    }

    /** 1/(z + 2/(z + 3/(z + …))). */
    private BigDecimal continuedFraction(BigDecimal z) {
        double nats = NATS_PER_DIGIT * context.getPrecision() / (2 * z.doubleValue());
        BigDecimal fraction = BigDecimal.ZERO;
        for (int n = (int) (nats * nats / 2) + 20; n > 0; n--) {
            fraction = BigDecimal.valueOf(n).divide(z.add(fraction), context);
        }
        return fraction;
    }

    /** log x, as many digits after the point as a number may be wide. */
    private BigDecimal log(BigDecimal x) {
        return x.compareTo(BigDecimal.ONE) == 0 ? BigDecimal.ZERO : Arithmetic.log(x, context);
    }

    /** Whether Stirling's series does not yet converge to all digits with a few terms. */
    private boolean isSmall(BigDecimal x) {
        return x.compareTo(BigDecimal.valueOf(context.getPrecision())) < 0;
    }

    /** At x = digits each term is less than 10⁻² of the one before. */
    private int terms() {
        return context.getPrecision() / 2;
    }

    private BigDecimal halfLogTwoPi() {
        return constant("½ log 2π", () -> Arithmetic.log(pi(context).multiply(BigDecimal.TWO), context).multiply(HALF));
    }

    private static BigDecimal pi(MathContext context) {
        return BigDecimalMath.pi(context);
    }

    /** The Bernoulli number of index 2k: (−1)^(k−1)·2k·Tₖ/(4^k(4^k − 1)), Tₖ the k-th tangent number. */
    private BigDecimal bernoulli(int k) {
        return constant(k, () -> {
            BigInteger power = BigInteger.ONE.shiftLeft(2 * k);
            BigInteger dividend = tangent(k).multiply(BigInteger.valueOf(k % 2 == 0 ? -2L * k : 2L * k));
            return new BigDecimal(dividend)
                    .divide(new BigDecimal(power.multiply(power.subtract(BigInteger.ONE))), context);
        });
    }

    private BigDecimal constant(Object name, Supplier<BigDecimal> value) {
        Map.Entry<Object, Integer> key = Map.entry(name, context.getPrecision());
        BigDecimal known = CONSTANTS.get(key);
        if (known == null) {
            known = value.get();
            CONSTANTS.put(key, known);
        }
        return known;
    }

    private static synchronized BigInteger tangent(int k) {
        if (k >= tangents.length) {
            tangents = tangentNumbers(2 * k);
        }
        return tangents[k];
    }

    /** 1, 2, 16, 272, … by additions. See Brent and Harvey (2011), Fast computation of Bernoulli, Tangent and Secant numbers. */
    private static BigInteger[] tangentNumbers(int count) {
        BigInteger[] t = new BigInteger[count + 1];
        t[0] = BigInteger.ZERO;
        t[1] = BigInteger.ONE;
        for (int k = 2; k <= count; k++) {
            t[k] = t[k - 1].multiply(BigInteger.valueOf(k - 1));
        }
        for (int k = 2; k <= count; k++) {
            for (int j = k; j <= count; j++) {
                t[j] = t[j - 1].multiply(BigInteger.valueOf(j - k)).add(t[j].multiply(BigInteger.valueOf(j - k + 2)));
            }
        }
        return t;
    }
}
