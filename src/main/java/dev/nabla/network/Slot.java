package dev.nabla.network;

/**
 * Something that an optimizer keeps of earlier steps for each parameter.
 *
 * @param name its name on the wire
 * @param isSingle whether it is one number a parameter and not one for each of the parameter's numbers
 * @param meaning what it holds, in a few words
 */
public record Slot(String name, boolean isSingle, String meaning) {

    /** How many steps were taken. */
    public static final Slot STEP = new Slot("step", true, "how many steps were taken");

    public static Slot ofEach(String name, String meaning) {
        return new Slot(name, false, meaning);
    }

    public static Slot single(String name, String meaning) {
        return new Slot(name, true, meaning);
    }
}
