package dev.nabla.codec.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.random.RandomGenerator;

/** Texts of numbers in JSON's grammar, easy and hard to round. */
final class NumberTexts {

    /** The points from which on numbers are infinite. */
    private static final BigDecimal BEYOND_DOUBLE = new BigDecimal(
            BigInteger.TWO.pow(1024).subtract(BigInteger.TWO.pow(970)));
    private static final BigDecimal BEYOND_FLOAT = new BigDecimal(
            BigInteger.TWO.pow(128).subtract(BigInteger.TWO.pow(103)));

    private final RandomGenerator random;

    NumberTexts(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        String text = switch (random.nextInt(12)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Double.toString(random.nextDouble());
            case 2 -> Float.toString(random.nextFloat());
            case 3 -> Double.toString(anyDouble());
            case 4 -> Float.toString(anyFloat());
            case 5 -> digits(1, 22) + exponent(30);
            case 6 -> digits(1, 40) + exponent(330);
            case 7 -> near(middle(anyDouble()));
            case 8 -> near(middle(anyFloat()));
            case 9 -> near(new BigDecimal(Float.MIN_VALUE).multiply(BigDecimal.valueOf(random.nextInt(1, 64)))
                    .divide(BigDecimal.TWO));
            case 10 -> near(new BigDecimal(Double.MIN_VALUE).multiply(BigDecimal.valueOf(random.nextInt(1, 64)))
                    .divide(BigDecimal.TWO));
            default -> near(random.nextBoolean() ? BEYOND_DOUBLE : BEYOND_FLOAT);
        };
        return random.nextBoolean() || text.startsWith("-") ? text : "-" + text;
    }

    private double anyDouble() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? Math.abs(value) : 1;
    }

    private float anyFloat() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) ? Math.abs(value) : 1;
    }

    private static BigDecimal middle(double value) {
        double next = Math.nextUp(value);
        return Double.isInfinite(next)
                ? BEYOND_DOUBLE
                : new BigDecimal(value).add(new BigDecimal(next)).divide(BigDecimal.TWO);
    }

    private static BigDecimal middle(float value) {
        float next = Math.nextUp(value);
        return Float.isInfinite(next)
                ? BEYOND_FLOAT
                : new BigDecimal(value).add(new BigDecimal(next)).divide(BigDecimal.TWO);
    }

    /** The number itself, in all its digits or cut, or a little above or below it, with or without an exponent. */
    private String near(BigDecimal value) {
        BigDecimal digit = BigDecimal.ONE.scaleByPowerOfTen(-value.scale() - random.nextInt(3));
        BigDecimal moved = switch (random.nextInt(4)) {
            case 0 -> value;
            case 1 -> value.add(digit);
            case 2 -> value.subtract(digit).max(BigDecimal.ZERO);
            default -> value.round(new MathContext(random.nextInt(1, 25)));
        };
        boolean plain = Math.abs(moved.precision() - moved.scale()) < 400 && random.nextBoolean();
        return plain ? moved.toPlainString() : moved.unscaledValue() + "e" + -moved.scale();
    }

    private String digits(int least, int most) {
        StringBuilder digits = new StringBuilder();
        int count = random.nextInt(least, most + 1);
        int point = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(i == 0 && point > 0 ? 1 : 0, 10)));
            if (i == point && i < count - 1) {
                digits.append('.');
            }
        }
        return digits.toString();
    }

    private String exponent(int most) {
        String letter = random.nextBoolean() ? "e" : "E";
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> letter + random.nextInt(-most, most);
            case 2 -> letter + "+" + random.nextInt(most);
            default -> letter + "-00" + random.nextInt(most);
        };
    }
}
