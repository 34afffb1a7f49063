package dev.nabla.web.plot;

import dev.nabla.curve.Samples;
import dev.nabla.service.loss.LossCurve;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Draws the curve of a loss, with its gradient and curvature, as SVG. */
public final class CurvePlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 56;
    private static final int RIGHT = WIDTH - 16;
    private static final int TOP = 52;
    private static final int BOTTOM = HEIGHT - 44;

    /** The distance from one entry of the legend to the next. */
    private static final int LEGEND_STEP = 110;

    /** Characters of a title that fit; a longer one is condensed. */
    private static final int TITLE_LENGTH = 70;

    private static final String STYLE = "svg{background:#fff;font:12px system-ui,sans-serif}"
            + ".g{stroke:#e3e6ea}.z{stroke:#8a919b}.t{fill:#4a5059}.h{font-size:14px;font-weight:600;fill:#1c2024}"
            + ".c{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}";

    /** All series, in the order of the legend. The first is drawn last, on top of the others. */
    private static final List<Series> SERIES = List.of(new Series("loss", "#0072b2", "", Samples::loss),
            new Series("gradient", "#d55e00", "stroke-dasharray=\"8 5\" ", Samples::gradient),
            new Series("curvature", "#009e73", "stroke-dasharray=\"2 5\" ", Samples::curvature));

    private final LossCurve curve;
    private final List<Samples> pieces;
    private final List<Series> series;
    private final PlotAxis x;
    private final PlotAxis y;

    private CurvePlot(LossCurve curve) {
        Samples samples = curve.curve().samples();
        double[] points = samples.points();
        PlotRange range = PlotRange.of(samples);
        this.curve = curve;
        this.pieces = curve.curve().pieces();
        this.series = SERIES.stream().filter(drawn -> drawn.values().apply(samples) != null).toList();
        this.x = new PlotAxis(points[0], points[points.length - 1], LEFT, RIGHT);
        this.y = new PlotAxis(range.lower(), range.upper(), BOTTOM, TOP);
    }

    /**
     * A line of the plot.
     *
     * @param dashes the SVG attribute of a dashed line; empty for a solid line
     * @param values its values; {@code null} where the loss has none
     */
    private record Series(
        String name,
        String color,
        String dashes,
        Function<Samples, double @Nullable []> values) {}

    /** The curve as an SVG document. */
    public static String svg(LossCurve curve) {
        return new CurvePlot(curve).document();
    }

    /** What allows the style of plots in a Content-Security-Policy: its hash. */
    public static String styleSource() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private String document() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\" "
                .formatted(WIDTH, HEIGHT)).append("role=\"img\">\n");
        svg.append("<title>").append(escaped(title())).append("</title>\n<style>").append(STYLE).append("</style>\n");
        svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n".formatted(WIDTH, HEIGHT));
        svg.append(gridLines()).append(zeroLines()).append(tickLabels()).append(heading());
        svg.append("<clipPath id=\"p\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>\n"
                .formatted(LEFT, TOP - 2, RIGHT - LEFT, BOTTOM - TOP + 4));
        series.reversed().forEach(drawn -> svg.append(line(drawn)));
        return svg.append("</svg>\n").toString();
    }

    /** The loss, followed by fixed inputs and options in parentheses. */
    private String title() {
        StringJoiner fixed = new StringJoiner(", ", " (", ")").setEmptyValue("");
        curve.fixed().forEach((name, number) -> fixed.add(name + " = " + PlotAxis.label(number)));
        curve.options().forEach((name, text) -> fixed.add(name + " = " + text));
        return curve.loss().id() + fixed;
    }

    private String gridLines() {
        StringBuilder lines = new StringBuilder();
        x.ticks().forEach(tick -> lines.append(verticalLine(tick)));
        y.ticks().forEach(tick -> lines.append(horizontalLine(tick)));
        return "<path class=\"g\" d=\"" + lines + "\"/>\n";
    }

    private String zeroLines() {
        return "<path class=\"z\" d=\"" + (y.contains(0) ? horizontalLine(0) : "")
                + (x.contains(0) ? verticalLine(0) : "") + "\"/>\n";
    }

    private String verticalLine(double number) {
        return "M%s %dV%d".formatted(PlotAxis.pixels(x.coordinate(number)), TOP, BOTTOM);
    }

    private String horizontalLine(double number) {
        return "M%d %sH%d".formatted(LEFT, PlotAxis.pixels(y.coordinate(number)), RIGHT);
    }

    private String tickLabels() {
        StringBuilder labels = new StringBuilder("<g class=\"t\" text-anchor=\"middle\">");
        for (double tick : x.ticks()) {
            labels.append(text(PlotAxis.pixels(x.coordinate(tick)), BOTTOM + 17, PlotAxis.label(tick)));
        }
        labels.append(text((LEFT + RIGHT) / 2, HEIGHT - 8, escaped(curve.variable())));
        labels.append("</g>\n<g class=\"t\" text-anchor=\"end\">");
        for (double tick : y.ticks()) {
            labels.append(text(LEFT - 8, PlotAxis.pixels(y.coordinate(tick) + 4), PlotAxis.label(tick)));
        }
        return labels.append("</g>\n").toString();
    }

    private static String text(Object left, Object baseline, String text) {
        return "<text x=\"%s\" y=\"%s\">%s</text>".formatted(left, baseline, text);
    }

    /** The title, and the legend. */
    private String heading() {
        String title = title();
        String width = title.length() > TITLE_LENGTH
                ? " textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"".formatted(RIGHT - LEFT)
                : "";
        StringBuilder heading = new StringBuilder("<text class=\"h\" x=\"%d\" y=\"22\"%s>%s</text>\n<g class=\"t\">"
                .formatted(LEFT, width, escaped(title)));
        int left = LEFT;
        for (Series drawn : series) {
            heading.append("<path class=\"c\" stroke=\"%s\" %sd=\"M%d 38h26\"/>".formatted(drawn.color(),
                    drawn.dashes(), left)).append(text(left + 32, 42, drawn.name()));
            left += LEGEND_STEP;
        }
        return heading.append("</g>\n").toString();
    }

    private String line(Series drawn) {
        PlotPath path = new PlotPath(x, y);
        StringBuilder data = new StringBuilder();
        for (Samples piece : pieces) {
            data.append(path.data(piece.points(), Objects.requireNonNull(drawn.values().apply(piece))));
        }
        return "<path class=\"c\" clip-path=\"url(#p)\" stroke=\"%s\" %sd=\"%s\"/>\n".formatted(drawn.color(),
                drawn.dashes(), data);
    }

    /** In XML, which knows none of HTML's names of characters but those of its own syntax. */
    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
