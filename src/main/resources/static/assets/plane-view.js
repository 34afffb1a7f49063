// A loss of vectors: points of the plane that can be dragged.

import { Tensor } from "./bars-view.js";
import { Options } from "./controls.js";
import { toNumber, withElement } from "./numbers.js";
import { Arrow, Drawing, Frame, Point, Readout, steepest } from "./plane.js";

const { h } = preact;

const frame = new Frame({ low: -3, high: 3 });
const corners = [[0, 0], [0.5, 1], [1.5, -0.5], [-1, 0.5]];
const KINDS = 5;

const isVector = ({ shape, gradient }) => gradient && (shape === "same" || shape.endsWith("D)"));

/** Vectors of two numbers: one for each input, or those of the example of a batch. */
export function planeRequest(loss) {
  const { request } = loss.examples[0];
  return loss.inputs[0].shape === "same"
    ? Object.fromEntries(loss.inputs.map((input, i) => [input.name, [corners[i % corners.length]]]))
    : { ...request, ...Object.fromEntries(loss.inputs.filter(isVector).map(({ name }) => [name, request[name].map(row => row.slice(0, 2))])) };
}

/** What belongs together has one color: the members of a class, or of an input. */
function kindOf(loss, request, input, row) {
  const classes = loss.inputs.find(other => /classes|labels/.test(other.content))?.name;
  const group = !classes ? loss.inputs.findIndex(({ name }) => name === input) : input === "predictions" ? request[classes][row] : row;
  return "kind-" + ((group % KINDS + KINDS) % KINDS);
}

function pointsOf(loss, request, answered, body) {
  return loss.inputs.filter(isVector).flatMap(({ name }) => request[name].map((at, row) => ({
    input: name, row, at, kind: kindOf(loss, request, name, row),
    label: request[name].length > 1 ? `${name}[${row}]` : name,
    gradient: answered?.[name] && (body.gradients?.[name] ?? body.gradient)?.[row]
  })));
}

/** The name of a point, on the side to which its arrow does not point. */
const nameOf = ({ label, gradient }) => gradient && toNumber(gradient[0]) < 0
  ? { text: label, dx: -12, dy: 5, anchor: "end" }
  : { text: label, dx: 12, dy: 5, anchor: "start" };

/** Props: loss, request, answer, answered; onChange(request). */
export function PlaneView({ loss, request, answer, answered, onChange }) {
  const set = (name, value) => onChange({ ...request, [name]: value });
  const points = pointsOf(loss, request, answered, answer?.body);
  const longest = steepest(points.map(point => point.gradient));
  return h("div", { class: "view" },
    h(Drawing, { frame, label: "Vectors as points of the plane" },
      points.map(({ input, row, ...point }) => h(Point, { frame, name: nameOf(point), ...point,
        onMove: at => set(input, request[input].with(row, at)) })),
      points.map(({ at, gradient }) => h(Arrow, { frame, at, gradient, steepest: longest }))),
    h(Readout, { answer }),
    loss.inputs.filter(input => !isVector(input) && input.name in request).map(input => h(Tensor, {
      input, values: request[input.name], classes: request[loss.inputs.find(({ shape }) => shape.startsWith("(C,"))?.name]?.length,
      onMove: (place, value) => set(input.name, withElement(request[input.name], place, value))
    })),
    h("div", { class: "controls" }, h(Options, { loss, request, onChange })));
}
