// A loss of sequences: for each sample its logits as a lattice, time across and classes down, which can be dragged.

import { Tensor } from "./bars-view.js";
import { Options, Reduction } from "./controls.js";
import { followFocused, stepsOf } from "./dragging.js";
import { elementAt, short, shortTensor, toNumber, withElement } from "./numbers.js";
import { WithSoftmax } from "./with-softmax.js";

const { h } = preact;

const WIDTH = 72;
const HEIGHT = 46;
const LEFT = 74;
const TOP = 22;
const STEP = 0.05;
/** How far a pointer goes for a change of 1. */
const PIXELS = 40;

const round = number => Number((Math.round(number / STEP) * STEP).toFixed(6));

/** Props: loss, request, answer, answered; onChange(request). The first input has the axes time, sample, class. */
export class LatticeView extends WithSoftmax {

  render({ loss, request, answer, answered, onChange }, { softmax }) {
    const set = (name, value) => onChange({ ...request, [name]: value });
    const [first, ...others] = loss.inputs;
    const logits = request[first.name];
    const classes = logits[0][0].length;
    return h("div", { class: "view" },
      h("p", { class: "readout", "aria-live": "polite" },
        answer ? `loss ${shortTensor(answer.body.loss)}. Cells are as dark as they are probable; arrows show the direction of descent.` : ""),
      logits[0].map((_, sample) => h(Lattice, { name: first.name, logits, sample, blank: request.blank ?? 0,
        softmax, gradient: answered && answer.body.gradient,
        onMove: (place, value) => set(first.name, withElement(logits, place, value)) })),
      others.filter(({ name }) => name in request).map(input => h(Tensor, { input, values: request[input.name], classes,
        onMove: (place, value) => set(input.name, withElement(request[input.name], place, value)) })),
      h("div", { class: "controls" },
        h(Reduction, { loss, request, onChange }),
        h(Options, { loss, request, onChange })));
  }
}

function Lattice({ name, logits, sample, blank, softmax, gradient, onMove }) {
  const classes = logits[0][sample].length;
  const slopes = gradient?.flatMap(step => step[sample].map(toNumber)) ?? [];
  const steepest = Math.max(1e-12, ...slopes.map(Math.abs));
  return h("figure", { class: "lattice" }, h("figcaption", null, `sample ${sample}`),
    h("svg", { viewBox: `0 0 ${LEFT + logits.length * WIDTH} ${TOP + classes * HEIGHT}`, role: "group", "aria-label": `Logits of sample ${sample}`,
      style: { width: `${LEFT + logits.length * WIDTH}px` } },
    logits.map((_, t) => h("text", { class: "axis", x: LEFT + (t + 0.5) * WIDTH, y: 14 }, `t = ${t}`)),
    logits[0][sample].map((_, c) => h("text", { class: "axis", x: LEFT / 2, y: TOP + (c + 0.5) * HEIGHT + 5 }, c === blank ? "blank" : `class ${c}`)),
    logits.flatMap((step, t) => step[sample].map((value, c) => h(Cell, {
      label: `${name}[${t}][${sample}][${c}]`, value: toNumber(value), x: LEFT + t * WIDTH, y: TOP + c * HEIGHT,
      probability: elementAt(softmax ?? [], [t, sample, c]),
      slope: slopes.length ? slopes[t * classes + c] / steepest : 0, onMove: moved => onMove([t, sample, c], moved)
    })))));
}

function Cell({ label, value, x, y, probability, slope, onMove }) {
  const drag = event => {
    const from = event.clientY;
    followFocused(event, ({ clientY }) => onMove(round(value + (from - clientY) / PIXELS)));
  };
  const press = event => {
    const steps = stepsOf(event.key);
    if (steps) {
      event.preventDefault();
      onMove(round(value + steps * STEP));
    }
  };
  const [middle, reach] = [y + HEIGHT / 2, slope * (HEIGHT / 2 - 6)];
  return h("g", { class: "cell draggable", role: "slider", tabindex: 0, "aria-label": label, "aria-valuenow": value, "aria-orientation": "vertical",
    onPointerDown: drag, onKeyDown: press },
  h("rect", { class: "ground", x: x + 1, y: y + 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 3 }),
  h("rect", { class: "probability", x: x + 1, y: y + 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 3, style: { opacity: 0.6 * (probability ?? 0) } }),
  h("text", { x: x + 30, y: middle + 5 }, short(value)),
  h("path", { class: "slope", d: `M${x + 60} ${middle + reach}l5 ${-2 * reach}h-10z` }));
}
