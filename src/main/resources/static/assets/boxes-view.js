// A loss of bounding boxes, drawn as in an image; their corners, and they as a whole, can be dragged.

import { Options, Reduction } from "./controls.js";
import { follow } from "./dragging.js";
import { toNumber } from "./numbers.js";
import { Arrow, Drawing, Frame, Point, Readout, steepest } from "./plane.js";

const { h } = preact;

const frame = new Frame({ low: -1, high: 6, isImage: true });
const cornersOf = box => [box.slice(0, 2), box.slice(2)];

/** Another corner; the one held stays on its side of the other. */
function withCorner(box, i, at) {
  const [x1, y1, x2, y2] = box.map(toNumber);
  return i === 0
    ? [Math.min(at[0], x2), Math.min(at[1], y2), x2, y2]
    : [x1, y1, Math.max(at[0], x1), Math.max(at[1], y1)];
}

/** The same box elsewhere, all of it within the drawing. */
function moved(box, by) {
  const [x1, y1, x2, y2] = box.map(toNumber);
  const [dx, dy] = [[x1, x2, by[0]], [y1, y2, by[1]]].map(([low, high, change]) =>
    Math.min(frame.high - high, Math.max(frame.low - low, change)));
  return [x1 + dx, y1 + dy, x2 + dx, y2 + dy].map(frame.snap);
}

function Box({ name, kind, box, onMove }) {
  const [x1, y1, x2, y2] = box.map(value => frame.across(value));
  const drag = event => {
    const svg = event.currentTarget.ownerSVGElement;
    const from = frame.placeOf(event, svg);
    follow(event, pointer => onMove(moved(box, frame.placeOf(pointer, svg).map((value, i) => value - from[i]))));
  };
  return h("rect", { class: "box " + kind, x: x1, y: y1, width: x2 - x1, height: y2 - y1, onPointerDown: drag }, h("title", null, name));
}

/** Above the first corner of a box, or below its second. */
const nameOf = (text, corner) => corner === 0
  ? { text, dx: -8, dy: -13, anchor: "start" }
  : { text, dx: 8, dy: 23, anchor: "end" };

/** Props: loss, request, answer, answered; onChange(request). */
export function BoxesView({ loss, request, answer, answered, onChange }) {
  const set = (name, value) => onChange({ ...request, [name]: value });
  const boxes = loss.inputs.toReversed().flatMap(({ name, gradient }) => request[name].map((box, row) => ({
    name: `${name}[${row}]`, kind: gradient ? "kind-0" : "kind-1", box,
    isPredicted: gradient, gradient: gradient && answered && answer.body.gradient?.[row],
    onMove: value => set(name, request[name].with(row, value))
  })));
  const longest = steepest(boxes.flatMap(({ gradient }) => gradient ? cornersOf(gradient) : []));
  return h("div", { class: "view" },
    h(Drawing, { frame, label: "Boxes" },
      boxes.map(box => h(Box, box)),
      boxes.flatMap(({ name, kind, isPredicted, box, onMove }) => cornersOf(box).map((at, i) => h(Point, {
        frame, kind, at, name: i === Number(!isPredicted) ? nameOf(name, i) : null, label: name + (i === 0 ? " x1, y1" : " x2, y2"),
        onMove: place => onMove(withCorner(box, i, place))
      }))),
      boxes.flatMap(({ box, gradient }) => gradient
        ? cornersOf(box).map((at, i) => h(Arrow, { frame, at, gradient: cornersOf(gradient)[i], steepest: longest })) : [])),
    h(Readout, { answer }),
    h("div", { class: "controls" },
      h(Reduction, { loss, request, onChange }),
      h(Options, { loss, request, onChange })));
}
