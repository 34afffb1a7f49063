package dev.nabla.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of real numbers to a number of significant digits, for formulas that add and multiply exactly. It also notes
 * which way every comparison went, so that two evaluations of a formula can be told to lie on different pieces of it.
 *
 * <p>big-math has the same functions and is fifty times slower; a test compares the two.
 */
public final class Arithmetic {

    /** 2π: https://oeis.org/A019692, 100 digits. */
    public static final BigDecimal TWO_PI = new BigDecimal("6.2831853071795864769252867665590057683943387987502"
            + "116419498891846156328125724179972560696506842341");

    /** 2⁻⁴⁸, of which a float64 number leaves out 2⁻¹⁰⁰. */
    private static final BigDecimal UNKNOWN = BigDecimal.ONE.divide(BigDecimal.TWO.pow(48));

    private static final Map<Map.Entry<BigDecimal, Integer>, BigDecimal> LOGARITHMS = new ConcurrentHashMap<>();
    private static final int GUARD_DIGITS = 15;
    private static final int ANGLE_HALVINGS = 10;
    /** e to a lower power is 0. */
    private static final BigDecimal LOWEST = new BigDecimal(-100_000_000);
    /** In formulas e to a lower power is 0, as in float64 whatever multiplies it, so that sums do not get longer. */
    private static final BigDecimal NEGLIGIBLE = new BigDecimal(-20_000);
    /** Beyond it the normal density is that negligible. */
    private static final BigDecimal OUTSIDE = new BigDecimal(200);
    private static final BigDecimal HIGHEST = new BigDecimal(200_000);
    /** Of a power that is computed by multiplications. */
    private static final BigDecimal MOST_DIGITS = new BigDecimal(20_000);
    private static final double BITS_PER_DIGIT = 3.33;
    private static final int DIGITS_OF_DOUBLE = 15;

    private final MathContext context;
    private final int digits;
    private final WorkBudget work;
    private final Map<BigDecimal, BigDecimal> exponentials;
    private final Map<BigDecimal, BigDecimal> logarithms;
    private final Map<BigDecimal, BigDecimal> logGammas;
    private final SpecialFunctions special;
    private final boolean isDisturbed;
    private final List<Integer> branches = new ArrayList<>();

    public Arithmetic(int digits) {
        this(digits, new WorkBudget());
    }

    Arithmetic(int digits, WorkBudget work) {
        this.digits = digits;
        this.work = work;
        this.context = new MathContext(digits + GUARD_DIGITS);
        this.special = new SpecialFunctions(digits + GUARD_DIGITS);
        this.exponentials = new HashMap<>();
        this.logarithms = new HashMap<>();
        this.logGammas = new HashMap<>();
        this.isDisturbed = false;
    }

    private Arithmetic(Arithmetic exact) {
        this.digits = exact.digits;
        this.work = exact.work;
        this.context = exact.context;
        this.special = exact.special;
        this.exponentials = exact.exponentials;
        this.logarithms = exact.logarithms;
        this.logGammas = exact.logGammas;
        this.isDisturbed = true;
    }

    /**
     * This with an error in the last digit of every number that it rounds, whose size and sign depend on what the number is
     * the result of: what that changes in a formula is what rounding may cost it, whatever becomes of the numbers there.
     */
    Arithmetic disturbed() {
        return new Arithmetic(this);
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

    private BigDecimal rounded(BigDecimal result, BigDecimal... arguments) {
        return rounded(result, result, arguments);
    }

    /** The result of a function that is as exact as numbers of some size are. */
    private BigDecimal rounded(BigDecimal result, BigDecimal size, BigDecimal[] arguments) {
        work.add(context.getPrecision());
        if (!isDisturbed) {
            return result;
        }
        double error = new SplittableRandom(Arrays.hashCode(arguments)).nextDouble(-1, 1);
        return result.add(size.multiply(new BigDecimal(error), MathContext.DECIMAL32).scaleByPowerOfTen(-digits));
    }

    /** A number whose digits, which may be many, cost work. */
    private BigDecimal weighed(BigDecimal x) {
        work.read(x.unscaledValue().bitLength() / BITS_PER_DIGIT);
        return x;
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
        return rounded(weighed(dividend).divide(weighed(divisor), context), dividend, divisor);
    }

    public BigDecimal sqrt(BigDecimal x) {
        return rounded(weighed(x).round(context).sqrt(context), x);
    }

    /** x^y, x ≥ 0; exactly if y is a natural number and the power has not too many digits. */
    public BigDecimal pow(BigDecimal x, BigDecimal y) {
        boolean isNatural = y.signum() >= 0 && y.stripTrailingZeros().scale() <= 0;
        if (isNatural && y.multiply(BigDecimal.valueOf(x.precision())).compareTo(MOST_DIGITS) <= 0) {
            return x.pow(y.intValueExact());
        }
        return x.signum() == 0 ? BigDecimal.ZERO : exp(y.multiply(log(x)));
    }

    public BigDecimal exp(BigDecimal x) {
        if (x.signum() == 0) {
            return BigDecimal.ONE;
        }
        if (x.compareTo(NEGLIGIBLE) < 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal power = exponentials.computeIfAbsent(weighed(x), each -> exp(each, context));
        return isLinear(x, context)
                ? rounded(power, x.pow(2).scaleByPowerOfTen(digits), new BigDecimal[]{x})
                : rounded(power, x);
    }

    /** Whether e^x is 1 + x, with an error of x²/2. */
    private static boolean isLinear(BigDecimal x, MathContext context) {
        return magnitude(x) < -context.getPrecision();
    }

    /** log x, x &gt; 0, to as many digits next to 1 as elsewhere. */
    public BigDecimal log(BigDecimal x) {
        return rounded(logarithms.computeIfAbsent(weighed(x), each -> log(each, context)), x);
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
        BigDecimal logGamma = logGammas.computeIfAbsent(weighed(x), special::lgamma);
        return rounded(logGamma, logGamma.abs().max(BigDecimal.ONE), new BigDecimal[]{x});
    }

    /** The angle whose tangent is the quotient of two numbers, neither of them negative; 0 if both are 0. */
    public BigDecimal angle(BigDecimal opposite, BigDecimal adjacent) {
        if (opposite.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal hypotenuse = opposite.pow(2).add(adjacent.pow(2)).sqrt(context);
        BigDecimal tangent = opposite.divide(adjacent.add(hypotenuse), context);
        for (int i = 0; i < ANGLE_HALVINGS; i++) {
            BigDecimal secant = tangent.pow(2).add(BigDecimal.ONE).sqrt(context);
            tangent = tangent.divide(secant.add(BigDecimal.ONE), context);
        }
        BigDecimal angle = arcOfSmall(tangent).multiply(BigDecimal.TWO.pow(ANGLE_HALVINGS + 1));
        return rounded(angle, opposite, adjacent);
    }

    /** t − t³/3 + t⁵/5 − … */
    private BigDecimal arcOfSmall(BigDecimal tangent) {
        BigDecimal square = tangent.pow(2).negate();
        BigDecimal power = tangent;
        BigDecimal sum = tangent;
        for (int k = 3; magnitude(power) > magnitude(tangent) - context.getPrecision(); k += 2) {
            power = power.multiply(square, context);
            sum = sum.add(power.divide(BigDecimal.valueOf(k), context));
        }
        return sum.round(context);
    }

    /** How probable it is that a normal number is beyond z, to as many digits of it however small. */
    public BigDecimal normalTail(BigDecimal z) {
        return z.compareTo(OUTSIDE) > 0 ? BigDecimal.ZERO : rounded(special.normalTail(weighed(z)), z);
    }

    /** The logarithm of that, also where it is too small to be written. */
    public BigDecimal logNormalTail(BigDecimal z) {
        return z.compareTo(OUTSIDE.negate()) < 0 ? BigDecimal.ZERO : rounded(special.logNormalTail(weighed(z)), z);
    }

    /** How probable it is that a normal number is between −z and z, with the sign of z: erf(z/√2). */
    public BigDecimal normalMiddle(BigDecimal z) {
        return z.abs().compareTo(OUTSIDE) > 0
                ? BigDecimal.valueOf(z.signum())
                : rounded(special.normalMiddle(weighed(z)), z);
    }

    /** The normal density. */
    public BigDecimal normalDensity(BigDecimal z) {
        return z.abs().compareTo(OUTSIDE) > 0 ? BigDecimal.ZERO : rounded(special.density(weighed(z)), z);
    }

    static BigDecimal exp(BigDecimal x, MathContext context) {
        int digits = context.getPrecision();
        if (x.signum() == 0 || isLinear(x, context)) {
            return BigDecimal.ONE.add(x);
        }
        if (x.compareTo(LOWEST) < 0) {
            return BigDecimal.ZERO;
        }
        if (x.compareTo(HIGHEST) > 0) {
            throw new NoExactAnswerException("e to the " + x.round(MathContext.DECIMAL32));
        }
        int places = digits + Math.max(0, magnitude(x));
        BigDecimal ln2 = logarithm(BigDecimal.TWO, places);
        BigDecimal power = x.divide(ln2, 0, RoundingMode.HALF_EVEN);
        BigDecimal rest = x.round(new MathContext(places)).subtract(ln2.multiply(power));
        return timesPowerOfTwo(expOfSmall(rest, digits), power.intValueExact(), context);
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
        if (x.signum() <= 0) {
            throw new ArithmeticException("the logarithm of " + x.round(MathContext.DECIMAL32));
        }
        int digits = context.getPrecision();
        if (magnitude(x) < 0 || magnitude(x) > 1) {
            return logByNewton(x.round(context), digits);
        }
        BigDecimal z = x.subtract(BigDecimal.ONE);
        if (z.signum() == 0) {
            return BigDecimal.ZERO;
        }
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

    /**
     * Of a number between 0.1 and 1, and its power of ten: steps of Halley's method, y ← y + 2(x − e^y)/(x + e^y), each of
     * which triples the digits.
     */
    private static BigDecimal logByNewton(BigDecimal x, int digits) {
        int exponent = magnitude(x);
        BigDecimal significand = x.scaleByPowerOfTen(-exponent);
        BigDecimal y = new BigDecimal(Math.log(significand.doubleValue()));
        for (int correct = DIGITS_OF_DOUBLE - 5; correct < digits; correct *= 3) {
            MathContext context = new MathContext(Math.min(3 * correct, digits) + GUARD_DIGITS);
            BigDecimal power = exp(y, context);
            BigDecimal step = significand.subtract(power).divide(significand.add(power), context);
            y = y.add(step.multiply(BigDecimal.TWO)).round(context);
        }
        return y.add(logarithm(BigDecimal.TEN, digits).multiply(BigDecimal.valueOf(exponent)));
    }

    private static BigDecimal timesPowerOfTwo(BigDecimal x, int exponent, MathContext context) {
        BigDecimal power = BigDecimal.TWO.pow(Math.abs(exponent), new MathContext(context.getPrecision() + 10));
        return exponent < 0 ? x.divide(power, context) : x.multiply(power, context);
    }

    /** The logarithm of 2 or 10. */
    private static BigDecimal logarithm(BigDecimal base, int digits) {
        return LOGARITHMS.computeIfAbsent(Map.entry(base, digits), _ -> {
            int bits = (int) (BITS_PER_DIGIT * (digits + 2 * GUARD_DIGITS));
            BigInteger logarithm = base.compareTo(BigDecimal.TWO) == 0
                    ? inverseHyperbolicTangents(14, 10, 6, bits)
                    : inverseHyperbolicTangents(46, 34, 20, bits);
            return timesPowerOfTwo(new BigDecimal(logarithm), -bits, new MathContext(digits + GUARD_DIGITS));
        });
    }

    /**
     * a·artanh 1/31 + b·artanh 1/49 + c·artanh 1/161, of which the logarithms of 2, 3 and 5 are made, in units of 2^−bits. Those
     * of big-math have fewer digits than asked for if they were asked for fewer before.
     */
    private static BigInteger inverseHyperbolicTangents(int a, int b, int c, int bits) {
        return inverseHyperbolicTangent(31, bits).multiply(BigInteger.valueOf(a))
                .add(inverseHyperbolicTangent(49, bits).multiply(BigInteger.valueOf(b)))
                .add(inverseHyperbolicTangent(161, bits).multiply(BigInteger.valueOf(c)));
    }

    /** Of 1/n: 1/n + 1/(3n³) + 1/(5n⁵) + … */
    private static BigInteger inverseHyperbolicTangent(int n, int bits) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() > 0; k += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(k)));
            power = power.divide(square);
        }
        return sum;
    }

    /** The power of ten just above |x|. */
    private static int magnitude(BigDecimal x) {
        return x.precision() - x.scale();
    }
}
