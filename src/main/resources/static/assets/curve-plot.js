// A plot of curves over one number, with a tangent at a point that can be dragged.

import { color } from "./colors.js";
import { follow } from "./dragging.js";
import { short, toNumber } from "./numbers.js";

const { Component, createRef, h } = preact;

const finite = value => {
  const number = toNumber(value);
  return Number.isFinite(number) ? number : null;
};

/** The range that shows the middle of the curves, so that a steep tail does not flatten the rest. */
export function rangeOf(curves) {
  const ends = curves.map(values => {
    const sorted = values.filter(value => value !== null).toSorted((a, b) => a - b);
    const at = share => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    const [low, high] = [at(0), at(1)];
    const inner = at(0.8) - at(0.2);
    const reach = Math.max(2 * inner, 1e-3 * Math.max(Math.abs(low), Math.abs(high)));
    return [Math.max(low, at(0.2) - reach), Math.min(high, at(0.8) + reach)];
  });
  const low = Math.min(0, ...ends.map(end => end[0]));
  const high = Math.max(0, ...ends.map(end => end[1]));
  const margin = 0.06 * (high - low || 1);
  return [low - margin, high + margin];
}

/** The loss, gradient and curvature of a curve that the service has sampled. */
export const curvesOf = (curve, label) => [
  { label, color: "loss", values: curve.loss },
  { label: "gradient", color: "gradient", values: curve.gradient },
  ...curve.curvature ? [{ label: "curvature", color: "curvature", values: curve.curvature, dash: [2, 3] }] : []
];

const wholeRangeOf = values => [0, 1.05 * Math.max(1e-12, ...values)];

/**
 * Props: points; curves, a list of {label, color, values, dash}; x and y of the point; slope of the tangent; variable; and
 * onMove, if the point can be dragged, which is told where. The y axis begins at 0 and shows all if isWhole.
 */
export class CurvePlot extends Component {
  #element = createRef();
  #plot = null;
  #shown = "";

  componentDidMount() {
    this.#resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resizing.observe(this.#element.current);
    this.#scheme.addEventListener("change", this.#rebuild);
    this.#rebuild();
  }

  componentWillUnmount() {
    this.#resizing.disconnect();
    this.#scheme.removeEventListener("change", this.#rebuild);
    this.#plot.destroy();
  }

  componentDidUpdate({ points, curves, x, y, slope }) {
    const { props } = this;
    if (this.#signature() !== this.#shown) {
      this.#rebuild();
    } else if (points !== props.points || curves.some((curve, i) => curve.values !== props.curves[i].values)) {
      this.#plot.setData(this.#data());
    } else if (x !== props.x || y !== props.y || slope !== props.slope) {
      this.#plot.redraw(false);
    }
  }

  #resizing = null;
  #read = null;
  #scheme = matchMedia("(prefers-color-scheme: dark)");

  /** What cannot be changed in a plot that exists. */
  #signature() {
    return JSON.stringify(this.props.curves.map(curve => [curve.label, curve.color]));
  }

  #size() {
    const width = this.#element.current.clientWidth;
    return { width, height: Math.round(Math.min(380, Math.max(240, width * 0.55))) };
  }

  #data() {
    const { points, curves } = this.props;
    return [points, ...curves.map(curve => curve.values.map(finite))];
  }

  #rebuild = () => {
    this.#plot?.destroy();
    this.#shown = this.#signature();
    const { curves, variable } = this.props;
    const axis = { stroke: color("text"), grid: { stroke: color("line"), width: 1 }, ticks: { stroke: color("line") },
      font: "12px system-ui", values: (_, ticks) => ticks.map(value => short(value)) };
    this.#plot = new uPlot({
      ...this.#size(),
      scales: { x: { time: false }, y: { range: () => this.props.isWhole ? wholeRangeOf(this.#data()[1]) : rangeOf(this.#data().slice(1)) } },
      axes: [{ ...axis, label: variable, labelFont: "12px system-ui", labelSize: 18, size: 34 }, { ...axis, size: 52 }],
      series: [{}, ...curves.map(curve => ({ label: curve.label, stroke: color(curve.color), width: 2, pxAlign: 0, dash: curve.dash,
        points: { show: false } }))],
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      hooks: { draw: [this.#drawTangent], setCursor: [this.#readOff], ready: [this.#listen] }
    }, this.#data(), this.#element.current);
  };

  #drawTangent = plot => {
    const { x, y, slope } = this.props;
    if (finite(y) === null) {
      return;
    }
    const { ctx, bbox } = plot;
    const at = value => [plot.valToPos(value, "x", true), plot.valToPos(y + (slope ?? 0) * (value - x), "y", true)];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    if (finite(slope) !== null) {
      ctx.beginPath();
      ctx.moveTo(...at(plot.scales.x.min));
      ctx.lineTo(...at(plot.scales.x.max));
      ctx.strokeStyle = color("muted");
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(...at(x), 6 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fillStyle = color("accent");
    ctx.fill();
    ctx.restore();
  };

  /** Tells what the curves are under the pointer. */
  #readOff = plot => {
    const { idx } = plot.cursor;
    const { curves, onRead } = this.props;
    if (idx === this.#read) {
      return;
    }
    this.#read = idx;
    onRead?.(idx === null || idx === undefined
      ? null
      : { x: plot.data[0][idx], values: curves.map((curve, i) => [curve.label, plot.data[i + 1][idx]]) });
  };

  #listen = plot => {
    plot.over.addEventListener("pointerdown", event => follow(event, ({ clientX }) => {
      const left = clientX - plot.over.getBoundingClientRect().left;
      const { min, max } = plot.scales.x;
      this.props.onMove?.(Math.min(max, Math.max(min, plot.posToVal(left, "x"))));
    }));
  };

  render({ description }) {
    return h("div", { class: "plot", ref: this.#element, role: "img", "aria-label": description });
  }
}
