// A loss of vectors: points of the plane that can be dragged.

import { Options } from "./controls.js";
import { short } from "./numbers.js";
import { Plane } from "./plane.js";

const { h } = preact;

const corners = [[0, 0], [0.5, 1], [1.5, -0.5], [-1, 0.5]];

/** A vector of two numbers for each input. */
export const planeRequest = loss => Object.fromEntries(loss.inputs.map((input, i) => [input.name, [corners[i % corners.length]]]));

/** Props: loss, request, answer; onChange(request). */
export function PlaneView({ loss, request, answer, onChange }) {
  const set = (name, value) => onChange({ ...request, [name]: value });
  const points = loss.inputs.map(({ name }) => ({ name, at: request[name][0], gradient: answer?.body.gradients?.[name]?.[0] }));
  return h("div", { class: "view" },
    h(Plane, { points, onMove: (name, at) => set(name, [at]) }),
    h("p", { class: "readout", "aria-live": "polite" }, answer ? `loss ${short(answer.body.loss)}. Arrows show the direction of descent.` : ""),
    h("div", { class: "controls" }, h(Options, { loss, request, onChange })));
}
