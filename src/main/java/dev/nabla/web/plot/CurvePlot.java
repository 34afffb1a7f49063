package dev.nabla.web.plot;

import dev.nabla.curve.Samples;
import dev.nabla.service.loss.LossCurve;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;
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

    private static final String STYLE = "svg{background:#fff;font:12px system-ui,sans-serif}"
            + ".g{stroke:#e3e6ea}.z{stroke:#8a919b}.t{fill:#4a5059}.h{font-size:14px;font-weight:600;fill:#1c2024}"
            + ".c{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}";

    private static final List<Line> LINES = List.of(new Line("curvature", "#009e73", "stroke-dasharray=\"2 5\" ",
            Samples::curvature), new Line("gradient", "#d55e00", "stroke-dasharray=\"8 5\" ", Samples::gradient),
            new Line("loss", "#0072b2", "", Samples::loss));

    private final LossCurve curve;
    private final List<Samples> pieces;
    private final PlotAxis x;
    private final PlotAxis y;

    private CurvePlot(LossCurve curve) {
        this.curve = curve;
        this.pieces = curve.curve().pieces();
        double[] at = curve.curve().samples().points();
        this.x = new PlotAxis(at[0], at[at.length - 1], LEFT, RIGHT);
        PlotRange range = PlotRange.of(curve.curve().samples());
        this.y = new PlotAxis(range.lower(), range.upper(), BOTTOM, TOP);
    }

    /** One of the functions that are drawn. */
    private record Line(String name, String colour, String dashes, Function<Samples, double @Nullable []> values) {}

    /** The curve as an SVG document. */
    public static String svg(LossCurve curve) {
        return new CurvePlot(curve).document();
    }

    private String document() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<title>").append(escaped(title())).append("</title>\n<style>").append(STYLE).append("</style>\n");
        svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n".formatted(WIDTH, HEIGHT));
        svg.append(grid()).append(heading());
        svg.append(
                "<clipPath id=\"p\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>\n".formatted(LEFT,
                        TOP - 2, RIGHT - LEFT, BOTTOM - TOP + 4));
        lines().forEach(line -> svg.append(path(line)));
        return svg.append("</svg>\n").toString();
    }

    private String title() {
        StringJoiner fixed = new StringJoiner(", ", " (", ")");
        curve.fixed().forEach((name, number) -> fixed.add(name + " = " + PlotAxis.label(number)));
        curve.options().forEach((name, text) -> fixed.add(name + " = " + text));
        boolean isPlain = curve.fixed().isEmpty() && curve.options().isEmpty();
        return curve.loss().id() + (isPlain ? "" : fixed);
    }

    private Stream<Line> lines() {
        return LINES.stream().filter(line -> line.values().apply(curve.curve().samples()) != null);
    }

    private String grid() {
        StringBuilder lines = new StringBuilder();
        StringBuilder labels = new StringBuilder("<g class=\"t\" text-anchor=\"middle\">");
        for (double tick : x.ticks()) {
            String at = px(x.at(tick));
            lines.append("M%s %dV%d".formatted(at, TOP, BOTTOM));
            labels.append("<text x=\"%s\" y=\"%d\">%s</text>".formatted(at, BOTTOM + 17, PlotAxis.label(tick)));
        }
        labels.append("<text x=\"%d\" y=\"%d\">%s</text></g>\n<g class=\"t\" text-anchor=\"end\">"
                .formatted((LEFT + RIGHT) / 2, HEIGHT - 8, escaped(curve.variable())));
        for (double tick : y.ticks()) {
            String at = px(y.at(tick));
            lines.append("M%d %sH%d".formatted(LEFT, at, RIGHT));
            labels.append("<text x=\"%d\" y=\"%s\">%s</text>".formatted(LEFT - 8, px(y.at(tick) + 4),
                    PlotAxis.label(tick)));
        }
        StringBuilder zero = new StringBuilder();
        if (y.contains(0)) {
            zero.append("M%d %sH%d".formatted(LEFT, px(y.at(0)), RIGHT));
        }
        if (x.contains(0)) {
            zero.append("M%s %dV%d".formatted(px(x.at(0)), TOP, BOTTOM));
        }
        return "<path class=\"g\" d=\"" + lines + "\"/>\n<path class=\"z\" d=\"" + zero + "\"/>\n" + labels
                + "</g>\n";
    }

    /** The title, and a sample of each line beside its name. */
    private String heading() {
        StringBuilder heading = new StringBuilder(
                "<text class=\"h\" x=\"%d\" y=\"22\">%s</text>\n<g class=\"t\">".formatted(LEFT, escaped(title())));
        int at = LEFT;
        for (Line line : lines().toList().reversed()) {
            heading.append(
                    "<path class=\"c\" stroke=\"%s\" %sd=\"M%d 38h26\"/><text x=\"%d\" y=\"42\">%s</text>".formatted(
                            line.colour(), line.dashes(), at, at + 32, line.name()));
            at += 110;
        }
        return heading.append("</g>\n").toString();
    }

    private String path(Line line) {
        StringBuilder path = new StringBuilder();
        for (Samples piece : pieces) {
            new PlotPath(x, y).through(piece.points(), Objects.requireNonNull(line.values().apply(piece)))
                    .appendTo(path);
        }
        return "<path class=\"c\" clip-path=\"url(#p)\" stroke=\"%s\" %sd=\"%s\"/>\n".formatted(line.colour(),
                line.dashes(), path);
    }

    /** A coordinate, to a tenth of a pixel. */
    static String px(double coordinate) {
        String text = String.format(Locale.ROOT, "%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
