package dev.nabla.benchmark.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row of the table.
 *
 * @param work what was done
 * @param unit of the figures
 * @param figures of the service, which comes first, and its peers
 * @param goals what the service is to reach
 */
record ResultRow(String work, String unit, List<Figure> figures, List<Goal> goals) {

    static final String HEAD = """
            | work | Nabla | peers | goals |
            |---|---|---|---|""";

    record Figure(String name, Spread spread) {}

    /**
     * What the service's median is to be.
     *
     * @param limit that it is to keep, times the median of the peer if there is one
     * @param isLeast whether the limit is the least, not the most
     */
    record Goal(double limit, boolean isLeast, Optional<String> peer) {

        static Goal atLeast(double times, String peer) {
            return new Goal(times, true, Optional.of(peer));
        }

        static Goal atMost(double times, String peer) {
            return new Goal(times, false, Optional.of(peer));
        }

        static Goal atMost(double figure) {
            return new Goal(figure, false, Optional.empty());
        }

        private String judge(ResultRow row) {
            String sign = isLeast ? "≥ " : "≤ ";
            if (peer.isEmpty()) {
                return sign + Spread.number(limit) + ": " + verdict(row.median(0));
            }
            return sign + String.format(Locale.ROOT, "%.1f × ", limit) + peer.get() + ": "
                    + row.place(peer.get()).map(place -> row.median(0) / row.median(place))
                            .map(ratio -> String.format(Locale.ROOT, "%.2f ×, ", ratio) + verdict(ratio))
                            .orElse("not measured");
        }

        private String verdict(double figure) {
            return (isLeast ? figure >= limit : figure <= limit) ? "met" : "**missed**";
        }
    }

    private double median(int place) {
        return figures.get(place).spread().median();
    }

    private Optional<Integer> place(String name) {
        for (int i = 0; i < figures.size(); i++) {
            if (figures.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        String peers = figures.stream().skip(1).map(figure -> figure.name() + " " + figure.spread())
                .collect(Collectors.joining("; "));
        String judged = goals.stream().map(goal -> goal.judge(this)).collect(Collectors.joining("; "));
        return "| " + work + ", " + unit + " | " + figures.getFirst().spread() + " | " + peers + " | " + judged + " |";
    }
}
