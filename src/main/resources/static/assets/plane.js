// Drawings of the plane: places that can be dragged, each with an arrow against its gradient.

import { followFocused } from "./dragging.js";
import { short, shortTensor, toNumber } from "./numbers.js";

const { h } = preact;

const SIZE = 400;
const STEP = 0.05;

/** The square from low to high on both axes; the second points up or, as in images, down. */
export class Frame {
  constructor({ low, high, isImage = false }) {
    Object.assign(this, { low, high, isImage });
  }

  across = x => (toNumber(x) - this.low) / (this.high - this.low) * SIZE;

  down = y => this.isImage ? this.across(y) : SIZE - this.across(y);

  /** The nearest number on the grid of steps, within the square. */
  snap = number => Number((Math.round(Math.min(this.high, Math.max(this.low, number)) / STEP) * STEP).toFixed(6));

  /** The place below a pointer. */
  placeOf({ clientX, clientY }, svg) {
    const { left, top, width } = svg.getBoundingClientRect();
    const scale = (this.high - this.low) / width;
    const [x, y] = [(clientX - left) * scale, (clientY - top) * scale];
    return [this.low + x, this.isImage ? this.low + y : this.high - y].map(this.snap);
  }
}

/** Props: frame, label, children. */
export function Drawing({ frame, label, children }) {
  const { low, high, across, down } = frame;
  return h("svg", { class: "plane", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "group", "aria-label": label },
    h("defs", null, h("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
      h("path", { class: "arrow-head", d: "M0 0L8 4L0 8z" }))),
    Array.from({ length: high - low + 1 }, (_, i) => i + low).map(tick => h("g", { class: tick === 0 ? "zero" : "grid" },
      h("line", { x1: across(tick), x2: across(tick), y1: 0, y2: SIZE }), h("line", { x1: 0, x2: SIZE, y1: down(tick), y2: down(tick) }))),
    children);
}

/** The longest of some gradients, to which the arrows are scaled. */
export const steepest = gradients => Math.max(1e-12, ...gradients.filter(Boolean).map(gradient => Math.hypot(...gradient.map(toNumber))));

/** Props: frame; at, [x, y]; its gradient, or nothing; the steepest gradient of the drawing. */
export function Arrow({ frame: { low, high, across, down }, at, gradient, steepest }) {
  if (!gradient) {
    return null;
  }
  const [x, y] = at.map(toNumber);
  const longest = (high - low) / 7.5;
  const [dx, dy] = gradient.map(slope => -longest * toNumber(slope) / steepest);
  return Math.hypot(dx, dy) < longest / 40
    ? null
    : h("line", { class: "arrow", x1: across(x), y1: down(y), x2: across(x + dx), y2: down(y + dy), "marker-end": "url(#arrow)" });
}

/** Props: frame; label, as it is read out; name, {text, dx, dy, anchor}, or nothing; at, [x, y]; kind, a class; onMove([x, y]). */
export function Point({ frame, label, name, at, kind = "", onMove }) {
  const [x, y] = [frame.across(at[0]), frame.down(at[1])];
  const drag = event => {
    const svg = event.currentTarget.ownerSVGElement;
    followFocused(event, pointer => onMove(frame.placeOf(pointer, svg)));
  };
  const press = event => {
    const up = frame.isImage ? -STEP : STEP;
    const by = { ArrowUp: [0, up], ArrowDown: [0, -up], ArrowRight: [STEP, 0], ArrowLeft: [-STEP, 0] }[event.key];
    if (by) {
      event.preventDefault();
      onMove(at.map((value, i) => frame.snap(toNumber(value) + by[i])));
    }
  };
  return h("g", { class: "point " + kind, role: "slider", tabindex: 0, "aria-label": label, "aria-valuenow": toNumber(at[0]),
    "aria-valuetext": at.map(value => short(value)).join(", "), onPointerDown: drag, onKeyDown: press },
  h("circle", { cx: x, cy: y, r: 8 }),
  name ? h("text", { x: x + name.dx, y: y + name.dy, "text-anchor": name.anchor }, name.text) : null);
}

/** What a drawing with arrows says below it. */
export const Readout = ({ answer }) => h("p", { class: "readout", "aria-live": "polite" },
  answer ? `loss ${shortTensor(answer.body.loss)}. Arrows show the direction of descent.` : "");
