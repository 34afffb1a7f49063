package dev.nabla.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of real numbers to a number of significant digits, for formulas that add and multiply exactly. It also notes
 * which way every comparison went, so that two evaluations of a formula can be told to lie on different pieces of it, and
 * how large the numbers were that it rounded.
 *
 * <p>big-math has the same functions and is fifty times slower; a test compares the two.
 */
public final class Arithmetic {

    /** 2π: https://oeis.org/A019692, 100 digits. */
    public static final BigDecimal TWO_PI = new BigDecimal("6.2831853071795864769252867665590057683943387987502"
            + "116419498891846156328125724179972560696506842341");

    /** 2⁻⁴⁸, of which a float64 number leaves out 2⁻¹⁰⁰. */
    private static final BigDecimal UNKNOWN = BigDecimal.ONE.divide(BigDecimal.TWO.pow(48));

    private static final Map<Integer, BigDecimal> LN2 = new ConcurrentHashMap<>();
    private static final int GUARD_DIGITS = 15;
    /** e to a lower power is 0, here as in float64. */
    private static final BigDecimal LOWEST = new BigDecimal(-100_000_000);
    private static final double BITS_PER_DIGIT = 3.33;
    private static final int DIGITS_OF_DOUBLE = 15;

    private final MathContext context;
    private final Map<BigDecimal, BigDecimal> exponentials = new HashMap<>();
    private final Map<BigDecimal, BigDecimal> logarithms = new HashMap<>();
    private final Map<BigDecimal, BigDecimal> logGammas = new HashMap<>();
    private final SpecialFunctions special;
    private final List<Integer> branches = new ArrayList<>();
    private BigDecimal largestRounded = BigDecimal.ZERO;

    public Arithmetic(int digits) {
        this.context = new MathContext(digits + GUARD_DIGITS);
        this.special = new SpecialFunctions(digits + GUARD_DIGITS);
    }

    /**
     * A loss that an inexact number is part of, of which a good implementation knows 100 bits and not all.
     *
     * @param loss the loss
     * @param effect its derivative with respect to the number, times the number
     */
    public static List<BigDecimal> with100Bits(BigDecimal loss, BigDecimal effect) {
        BigDecimal rest = effect.multiply(UNKNOWN);
        return List.of(loss, rest, rest.negate());
    }

    /** Which way each comparison since the last call of this method went. */
    public List<Integer> takeBranches() {
        List<Integer> taken = List.copyOf(branches);
        branches.clear();
        return taken;
    }

    /** The largest number that was rounded since the last call of this method. */
    public BigDecimal takeLargestRounded() {
        BigDecimal taken = largestRounded;
        largestRounded = BigDecimal.ZERO;
        return taken;
    }

    private BigDecimal rounded(BigDecimal result) {
        largestRounded = largestRounded.max(result.abs());
        return result;
    }

    /** Compares two numbers whose order decides on the piece of the formula. */
    public int compare(BigDecimal a, BigDecimal b) {
        int order = a.compareTo(b);
        branches.add(order);
        return order;
    }

    public BigDecimal max(BigDecimal a, BigDecimal b) {
        return compare(a, b) >= 0 ? a : b;
    }

    public BigDecimal min(BigDecimal a, BigDecimal b) {
        return compare(a, b) <= 0 ? a : b;
    }

    public BigDecimal abs(BigDecimal x) {
        return compare(x, BigDecimal.ZERO) < 0 ? x.negate() : x;
    }

    public BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
        return rounded(dividend.divide(divisor, context));
    }

    public BigDecimal sqrt(BigDecimal x) {
        return rounded(x.round(context).sqrt(context));
    }

    /** x^y, x ≥ 0; exactly if y is a natural number. */
    public BigDecimal pow(BigDecimal x, BigDecimal y) {
        if (y.signum() >= 0 && y.stripTrailingZeros().scale() <= 0) {
            return x.pow(y.intValueExact());
        }
        return x.signum() == 0 ? BigDecimal.ZERO : exp(y.multiply(log(x)));
    }

    public BigDecimal exp(BigDecimal x) {
        return x.signum() == 0
                ? BigDecimal.ONE
                : rounded(exponentials.computeIfAbsent(x, each -> exp(each, context)));
    }

    /** log x, x &gt; 0, to as many digits next to 1 as elsewhere. */
    public BigDecimal log(BigDecimal x) {
        return rounded(logarithms.computeIfAbsent(x, each -> log(each, context)));
    }

    /** log Σ exp xᵢ. */
    public BigDecimal logSumExp(BigDecimal... x) {
        BigDecimal largest = Arrays.stream(x).reduce(BigDecimal::max).orElseThrow();
        BigDecimal sum = Arrays.stream(x).map(each -> exp(each.subtract(largest))).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        return largest.add(log(sum));
    }

    /** The negative logarithms of a softmax. */
    public BigDecimal[] surprises(BigDecimal... logits) {
        BigDecimal total = logSumExp(logits);
        return Arrays.stream(logits).map(total::subtract).toArray(BigDecimal[]::new);
    }

    /** log(1 + e^x). */
    public BigDecimal softplus(BigDecimal x) {
        return logSumExp(BigDecimal.ZERO, x);
    }

    /** log Γ(x), x &gt; 0; near its zeros to that many digits after the point. */
    public BigDecimal lgamma(BigDecimal x) {
        rounded(BigDecimal.ONE);
        return rounded(logGammas.computeIfAbsent(x, special::lgamma));
    }

    /** How probable it is that a normal number is beyond z, to as many digits of it however small. */
    public BigDecimal normalTail(BigDecimal z) {
        return rounded(special.normalTail(z));
    }

    /** How probable it is that a normal number is between −z and z, with the sign of z: erf(z/√2). */
    public BigDecimal normalMiddle(BigDecimal z) {
        return rounded(special.normalMiddle(z));
    }

    /** The normal density. */
    public BigDecimal normalDensity(BigDecimal z) {
        return rounded(special.density(z));
    }

    static BigDecimal exp(BigDecimal x, MathContext context) {
        int digits = context.getPrecision();
        if (x.signum() == 0 || magnitude(x) < -digits) {
            return BigDecimal.ONE.add(x);
        }
        if (x.compareTo(LOWEST) < 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal ln2 = ln2(digits + Math.max(0, magnitude(x)));
        int power = x.divide(ln2, 0, RoundingMode.HALF_EVEN).intValueExact();
        BigDecimal rest = x.subtract(ln2.multiply(BigDecimal.valueOf(power)));
        return timesPowerOfTwo(expOfSmall(rest, digits), power, context);
    }

    /** e^r by the series of r/2^s, squared s times, in fixed-point numbers. */
    private static BigDecimal expOfSmall(BigDecimal r, int digits) {
        int halvings = (int) Math.sqrt(BITS_PER_DIGIT * digits);
        int bits = (int) (BITS_PER_DIGIT * digits) + 2 * halvings;
        BigInteger small = r.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits))).toBigInteger()
                .shiftRight(halvings);
        BigInteger term = BigInteger.ONE.shiftLeft(bits);
        BigInteger sum = term;
        for (int n = 1; term.bitLength() > 1; n++) {
            term = term.multiply(small).shiftRight(bits).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum).shiftRight(bits);
        }
        return timesPowerOfTwo(new BigDecimal(sum), -bits, new MathContext(digits));
    }

    static BigDecimal log(BigDecimal x, MathContext context) {
        BigDecimal z = x.subtract(BigDecimal.ONE);
        if (z.signum() == 0) {
            return BigDecimal.ZERO;
        }
        int digits = context.getPrecision();
        int closeness = Math.max(0, -magnitude(z));
        if (2 * closeness > digits) {
            return log1pOfTiny(z, context);
        }
        return logByNewton(x.round(new MathContext(digits + closeness)), digits + closeness);
    }

    /** z − z²/2 + z³/3. */
    private static BigDecimal log1pOfTiny(BigDecimal z, MathContext context) {
        BigDecimal rounded = z.round(context);
        BigDecimal square = rounded.multiply(rounded, context);
        return rounded.subtract(square.divide(BigDecimal.TWO, context), context)
                .add(square.multiply(rounded, context).divide(BigDecimal.valueOf(3), context), context);
    }

    /** Steps of Halley's method, y ← y + 2(x − e^y)/(x + e^y), each of which triples the digits. */
    private static BigDecimal logByNewton(BigDecimal x, int digits) {
        int exponent = magnitude(x);
        BigDecimal y = new BigDecimal(
                Math.log(x.scaleByPowerOfTen(-exponent).doubleValue()) + exponent * Math.log(10));
        for (int correct = DIGITS_OF_DOUBLE - 5; correct < digits; correct *= 3) {
            MathContext context = new MathContext(Math.min(3 * correct, digits) + GUARD_DIGITS);
            BigDecimal power = exp(y, context);
            BigDecimal step = x.subtract(power).divide(x.add(power), context);
            y = y.add(step.multiply(BigDecimal.TWO)).round(context);
        }
        return y;
    }

    private static BigDecimal timesPowerOfTwo(BigDecimal x, int exponent, MathContext context) {
        BigDecimal power = BigDecimal.TWO.pow(Math.abs(exponent), new MathContext(context.getPrecision() + 10));
        return exponent < 0 ? x.divide(power, context) : x.multiply(power, context);
    }

    private static BigDecimal ln2(int digits) {
        return LN2.computeIfAbsent(digits, each -> BigDecimalMath.log(BigDecimal.TWO, new MathContext(each + 10)));
    }

    /** The power of ten just above |x|. */
    private static int magnitude(BigDecimal x) {
        return x.precision() - x.scale();
    }
}
