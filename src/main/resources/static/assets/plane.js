// Vectors of two numbers as points of a plane that can be dragged, each with an arrow against its gradient.

import { followFocused } from "./dragging.js";
import { short, toNumber } from "./numbers.js";

const { h } = preact;

const SIZE = 400;
const REACH = 3;
const STEP = 0.05;

const across = x => SIZE / 2 + toNumber(x) / REACH * SIZE / 2;
const down = y => SIZE / 2 - toNumber(y) / REACH * SIZE / 2;
const round = number => Number((Math.round(Math.min(REACH, Math.max(-REACH, number)) / STEP) * STEP).toFixed(6));

/** Props: points, a list of {name, at: [x, y], gradient: [x, y]}; and onMove(name, [x, y]). */
export function Plane({ points, onMove }) {
  const steepest = Math.max(1e-12, ...points.flatMap(({ gradient }) => gradient ? [Math.hypot(...gradient.map(toNumber))] : []));
  return h("svg", { class: "plane", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "group", "aria-label": "Points of the plane" },
    h("defs", null, h("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
      h("path", { class: "arrow-head", d: "M0 0L8 4L0 8z" }))),
    Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH).map(tick => h("g", { class: tick === 0 ? "zero" : "grid" },
      h("line", { x1: across(tick), x2: across(tick), y1: 0, y2: SIZE }), h("line", { x1: 0, x2: SIZE, y1: down(tick), y2: down(tick) }))),
    points.map(point => h(Arrow, { ...point, steepest })),
    points.map(point => h(Point, { ...point, onMove })));
}

function Arrow({ at, gradient, steepest }) {
  if (!gradient) {
    return null;
  }
  const [x, y] = at.map(toNumber);
  const [dx, dy] = gradient.map(slope => -0.8 * toNumber(slope) / steepest);
  return Math.hypot(dx, dy) < 0.02
    ? null
    : h("line", { class: "arrow", x1: across(x), y1: down(y), x2: across(x + dx), y2: down(y + dy), "marker-end": "url(#arrow)" });
}

/** Then the name of the point stands on its left. */
const isArrowRight = gradient => gradient && toNumber(gradient[0]) < 0;

function Point({ name, at, gradient, onMove }) {
  const drag = event => {
    const frame = event.currentTarget.ownerSVGElement;
    followFocused(event, ({ clientX, clientY }) => {
      const { left, top, width } = frame.getBoundingClientRect();
      const scale = 2 * REACH / width;
      onMove(name, [round((clientX - left) * scale - REACH), round(REACH - (clientY - top) * scale)]);
    });
  };
  const press = event => {
    const by = { ArrowUp: [0, STEP], ArrowDown: [0, -STEP], ArrowRight: [STEP, 0], ArrowLeft: [-STEP, 0] }[event.key];
    if (by) {
      event.preventDefault();
      onMove(name, at.map((value, i) => round(toNumber(value) + by[i])));
    }
  };
  return h("g", { class: "point", role: "slider", tabindex: 0, "aria-label": name, "aria-valuetext": at.map(value => short(value)).join(", "),
    "aria-valuenow": toNumber(at[0]), onPointerDown: drag, onKeyDown: press },
  h("circle", { cx: across(at[0]), cy: down(at[1]), r: 9 }),
  h("text", { ...isArrowRight(gradient) ? { x: across(at[0]) - 13, "text-anchor": "end" } : { x: across(at[0]) + 13 }, y: down(at[1]) + 5 }, name));
}
