package dev.nabla.web.plot;

import java.util.ArrayList;
import java.util.List;

/** A line through points, with no more of them than the eye can tell. */
final class PlotPath {

    /** How far, in pixels, a point that is left out may be from the line. */
    private static final double INVISIBLE = 0.1;

    /** Beyond this many pixels from the plot a point is drawn here: outside, and on the way there. */
    private static final double FAR = 2000;

    private final PlotAxis x;
    private final PlotAxis y;
    private final List<List<double[]>> strokes = new ArrayList<>();

    PlotPath(PlotAxis x, PlotAxis y) {
        this.x = x;
        this.y = y;
    }

    /** Adds the points of a function; where it is not a number, the line is broken. */
    PlotPath through(double[] at, double[] values) {
        List<double[]> stroke = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            if (Double.isNaN(values[i])) {
                end(stroke);
                stroke = new ArrayList<>();
            } else {
                stroke.add(new double[]{x.at(at[i]), Math.clamp(y.at(values[i]), -FAR, FAR)});
            }
        }
        end(stroke);
        return this;
    }

    private void end(List<double[]> stroke) {
        if (!stroke.isEmpty()) {
            strokes.add(stroke);
        }
    }

    void appendTo(StringBuilder path) {
        for (List<double[]> stroke : strokes) {
            double[] first = stroke.getFirst();
            path.append('M').append(pair(first));
            if (stroke.size() == 1) {
                path.append("h0");
            } else {
                simplify(stroke, 0, stroke.size() - 1, path);
            }
        }
    }

    /** Draws from one point to another by way of the one that is farthest from the straight line, if it can be told. */
    private static void simplify(List<double[]> points, int from, int to, StringBuilder path) {
        int farthest = -1;
        double most = INVISIBLE;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(points.get(i), points.get(from), points.get(to));
            if (distance > most) {
                farthest = i;
                most = distance;
            }
        }
        if (farthest < 0) {
            path.append('L').append(pair(points.get(to)));
        } else {
            simplify(points, from, farthest, path);
            simplify(points, farthest, to, path);
        }
    }

    private static double distance(double[] point, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = Math.sqrt(dx * dx + dy * dy);
        return length == 0 ? 0 : Math.abs(dx * (point[1] - from[1]) - dy * (point[0] - from[0])) / length;
    }

    private static String pair(double[] point) {
        return CurvePlot.px(point[0]) + " " + CurvePlot.px(point[1]);
    }
}
