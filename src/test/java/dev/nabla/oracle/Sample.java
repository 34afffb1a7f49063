package dev.nabla.oracle;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one value of a loss is made of: an element of each input, or a row, or, of a batch loss, all included elements.
 *
 * @param inputs the numbers of each input
 * @param singles the inputs that have one number a value and not one for each class or element
 */
public record Sample(Map<String, BigDecimal[]> inputs, Set<String> singles) {

    /** The numbers of an input. */
    public BigDecimal[] all(String input) {
        BigDecimal[] numbers = inputs.get(input);
        if (numbers == null) {
            throw new IllegalArgumentException("the formula asks for input \"" + input + "\", but the loss has "
                    + String.join(", ", new TreeSet<>(inputs.keySet())));
        }
        return numbers;
    }

    /** The number of an input that has one. */
    public BigDecimal the(String input) {
        return all(input)[0];
    }

    public BigDecimal at(Place place) {
        return all(place.input())[place.index()];
    }

    public boolean isSingle(String input) {
        return singles.contains(input);
    }

    /** This with one number moved. */
    Sample moved(Place place, BigDecimal step) {
        Map<String, BigDecimal[]> changed = new HashMap<>(inputs);
        BigDecimal[] numbers = all(place.input()).clone();
        numbers[place.index()] = numbers[place.index()].add(step);
        changed.put(place.input(), numbers);
        return new Sample(changed, singles);
    }
}
