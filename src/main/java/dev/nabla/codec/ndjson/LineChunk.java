package dev.nabla.codec.ndjson;

/**
 * Whole lines, each of which ends with a line feed.
 *
 * @param bytes an array with the lines, and some bytes behind them that may be read and are part of no line
 * @param from where the first line begins
 * @param to where the last line has ended
 * @param firstLine the number of the first line in the stream, from 1
 */
public record LineChunk(byte[] bytes, int from, int to, long firstLine) {

    /** The position of the line feed that ends the line at a position. */
    public int endOfLine(int position) {
        int end = position;
        while (bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Whether there is nothing between two positions but white space. */
    public boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    long countLines() {
        long count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
