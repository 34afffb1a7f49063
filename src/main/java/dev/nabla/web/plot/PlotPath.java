package dev.nabla.web.plot;

import java.util.ArrayList;
import java.util.List;

/** Draws functions as lines through points, without points that make no visible difference. */
final class PlotPath {

    /** How far a point that is left out may be from the line, in pixels. */
    private static final double TOLERANCE = 0.1;

    /** Coordinates are clamped to this size, far outside the plot, so that lines toward a pole leave it. */
    private static final double MAX_COORDINATE = 2000;

    private final PlotAxis x;
    private final PlotAxis y;

    PlotPath(PlotAxis x, PlotAxis y) {
        this.x = x;
        this.y = y;
    }

    /** A point in pixels. */
    private record Point(double x, double y) {

        double distanceToLine(Point from, Point to) {
            double dx = to.x - from.x;
            double dy = to.y - from.y;
            double length = Math.sqrt(dx * dx + dy * dy);
            return length == 0 ? 0 : Math.abs(dx * (y - from.y) - dy * (x - from.x)) / length;
        }

        @Override
        public String toString() {
            return PlotAxis.pixels(x) + " " + PlotAxis.pixels(y);
        }
    }

    /** The path data of a function, whose line is broken where it is NaN. */
    String data(double[] points, double[] values) {
        StringBuilder path = new StringBuilder();
        List<Point> line = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            if (Double.isNaN(values[i])) {
                append(line, path);
                line = new ArrayList<>();
            } else {
                double height = Math.clamp(y.coordinate(values[i]), -MAX_COORDINATE, MAX_COORDINATE);
                line.add(new Point(x.coordinate(points[i]), height));
            }
        }
        append(line, path);
        return path.toString();
    }

    private static void append(List<Point> line, StringBuilder path) {
        if (!line.isEmpty()) {
            path.append('M').append(line.getFirst());
            if (line.size() == 1) {
                path.append("h0");
            } else {
                simplify(line, 0, line.size() - 1, path);
            }
        }
    }

    /** Draws from one point to another by the Ramer–Douglas–Peucker algorithm. */
    private static void simplify(List<Point> points, int from, int to, StringBuilder path) {
        int farthest = -1;
        double largest = TOLERANCE;
        for (int i = from + 1; i < to; i++) {
            double distance = points.get(i).distanceToLine(points.get(from), points.get(to));
            if (distance > largest) {
                farthest = i;
                largest = distance;
            }
        }
        if (farthest < 0) {
            path.append('L').append(points.get(to));
        } else {
            simplify(points, from, farthest, path);
            simplify(points, farthest, to, path);
        }
    }
}
