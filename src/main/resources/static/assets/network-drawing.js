// A small network: its units with their values, its weights as edges, and the gradients on both.

import { short, toNumber } from "./numbers.js";

const { h } = preact;

const COLUMN = 175;
const ROW = 92;
const DIGITS = 3;
const RADIUS = 23;

/**
 * Props: columns, a list of {name, values, upstream (or nothing), isHidden}; links between them, a list of {weight, gradient} (or
 * nothing, for a step without weights) with weight[to][from]; and active, the column that is looked at. A compact drawing has no
 * numbers.
 */
export function NetworkDrawing({ columns, links, active, label, isCompact }) {
  const height = ROW * Math.max(...columns.map(column => column.values.length)) + 40;
  const width = COLUMN * (columns.length - 1) + 2 * RADIUS + 60;
  const at = (column, unit) => ({
    x: RADIUS + 30 + column * COLUMN,
    y: 34 + (height - 40) * (unit + 0.5) / columns[column].values.length
  });
  return h("div", { class: "network", tabindex: 0 }, h("svg", { viewBox: `0 0 ${width} ${height}`, style: { minWidth: (isCompact ? 0 : Math.min(width, 640)) + "px" }, role: "img", "aria-label": label },
    links.map((link, i) => h(Link, { ...link, from: columns[i], to: columns[i + 1], at, column: i, isCompact })),
    columns.map((column, i) => h("g", { class: i === active ? "active" : "" },
      h("text", { class: "name", x: at(i, 0).x, y: 14 }, column.name),
      column.values.map((value, unit) => h(Unit, { ...at(i, unit), value, upstream: column.upstream?.[unit], isHidden: isCompact || column.isHidden }))))));
}

function Unit({ x, y, value, upstream, isHidden }) {
  return h("g", { class: "unit" },
    h("circle", { cx: x, cy: y, r: RADIUS }),
    isHidden ? null : h("text", { x, y: y + 4 }, short(value, DIGITS)),
    upstream === undefined ? null : h("text", { class: "upstream", x, y: y + RADIUS + 14 }, short(upstream, DIGITS)));
}

function Link({ weight, gradient, from, to, at, column, isCompact }) {
  const isFull = weight || from.values.length !== to.values.length || to.name === "softmax";
  const numbers = gradient ?? weight;
  const largest = numbers ? Math.max(1e-12, ...numbers.flat().map(number => Math.abs(toNumber(number)))) : 1;
  const isLabeled = !isCompact && from.values.length * to.values.length <= 9;
  return to.values.map((_, j) => from.values.map((_, i) => {
    if (!isFull && i !== j) {
      return null;
    }
    const [a, b] = [at(column, i), at(column + 1, j)];
    const strength = numbers ? toNumber(numbers[j][i]) / largest : 0;
    const kind = !numbers ? "plain" : gradient ? "slope" : strength < 0 ? "negative" : "positive";
    const share = 0.36; // before edges cross
    const [x, y] = [a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share];
    return h("g", { class: "link " + kind },
      h("line", { x1: a.x + RADIUS, y1: a.y, x2: b.x - RADIUS, y2: b.y, "stroke-width": numbers ? 0.8 + 3.5 * Math.abs(strength) : 1.2 }),
      weight && isLabeled ? h("text", { x, y: y + 4 }, short(weight[j][i], DIGITS),
        gradient ? h("tspan", { class: "upstream", dx: 6 }, short(gradient[j][i], DIGITS)) : null) : null);
  }));
}
