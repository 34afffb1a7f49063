// A tensor as bars that can be dragged, with its gradient.

import { followFocused, stepsOf } from "./dragging.js";
import { elementAt, places, short, toNumber } from "./numbers.js";

const { h } = preact;

const HEIGHT = 150;
const STEP = 0.05;

/** The largest size in a tensor, rounded up so that the scale holds still while a bar moves. */
function reachOf(tensor, least) {
  const sizes = places(tensor).map(place => Math.abs(toNumber(elementAt(tensor, place)))).filter(Number.isFinite);
  const largest = Math.max(least, ...sizes);
  return [1, 2, 5, 10].map(step => step * 10 ** Math.floor(Math.log10(largest))).find(step => step >= largest);
}

/** Where a value stands: zero is in the middle, or at the bottom if there is nothing below. */
function place(value, reach, isPositive) {
  const share = Math.min(1.05, Math.max(-1.05, toNumber(value) / reach)) || 0;
  return isPositive ? HEIGHT - 12 - share * (HEIGHT - 24) : HEIGHT / 2 - share * (HEIGHT / 2 - 12);
}

/**
 * One row of bars. Props: name, values, gradient (or nothing), limits of the values, labels below, and onMove(index, value);
 * without it the bars only show.
 */
export function Bars({ name, values, gradient, limits, labels, onMove, step = STEP, kind = "value" }) {
  const reach = reachOf(values, Math.max(0, ...[limits?.low, limits?.high].map(Math.abs).filter(Number.isFinite)) || 1);
  const steep = gradient ? reachOf(gradient, 1e-12) : 1;
  const isPositive = limits?.low >= 0;
  const zero = place(0, 1, isPositive);
  const clamp = number => Math.min(limits?.high ?? Infinity, Math.max(limits?.low ?? -Infinity, number));
  const round = number => Number((Math.round(number / step) * step).toFixed(6));
  const drag = i => event => {
    const bar = event.currentTarget;
    const scale = HEIGHT / bar.getBoundingClientRect().height;
    followFocused(event, ({ clientY }) => onMove(i, clamp(round(
      reach * (zero - (clientY - bar.getBoundingClientRect().top) * scale) / (zero - 12)))));
  };
  const press = i => event => {
    const steps = stepsOf(event.key);
    if (steps) {
      event.preventDefault();
      onMove(i, clamp(round(values[i] + steps * step)));
    }
  };
  return h("div", { class: "bars " + kind }, values.map((value, i) => {
    const label = labels[i];
    return h("div", { class: "bar" },
      h("svg", {
        viewBox: `0 0 64 ${HEIGHT}`, class: onMove ? "draggable" : "",
        ...onMove && {
          role: "slider", tabindex: 0, "aria-label": label, "aria-valuenow": toNumber(value), "aria-orientation": "vertical",
          "aria-valuemin": Math.max(limits?.low ?? -Infinity, -reach), "aria-valuemax": Math.min(limits?.high ?? Infinity, reach),
          onPointerDown: drag(i), onKeyDown: press(i)
        },
        ...!onMove && { role: "img", "aria-label": `${label}: ${short(value)}` }
      },
        h("line", { class: "zero", x1: 0, x2: 64, y1: zero, y2: zero }),
        h(Column, { x: gradient ? 10 : 20, width: 24, value, reach, kind, isPositive }),
        onMove ? h("circle", { class: "handle", cx: gradient ? 22 : 32, cy: place(value, reach, isPositive), r: 6 }) : null,
        gradient && isPositive ? h("line", { class: "zero", x1: 38, x2: 56, y1: HEIGHT / 2, y2: HEIGHT / 2 }) : null,
        gradient ? h(Column, { x: 40, width: 14, value: gradient[i], reach: steep, kind: "gradient" }) : null),
      h("div", { class: "reading" }, short(value)),
      gradient ? h("div", { class: "reading gradient", title: "gradient" }, short(gradient[i])) : null,
      h("div", { class: "label" }, label.replace(name, "")));
  }));
}

function Column({ x, width, value, reach, kind, isPositive }) {
  const [top, zero] = [value, 0].map(number => place(number, reach, isPositive));
  return h("rect", { class: kind, x, width, y: Math.min(top, zero), height: Math.max(1, Math.abs(top - zero)), rx: 2 });
}
