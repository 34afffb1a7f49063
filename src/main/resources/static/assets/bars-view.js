// A loss of rows or of whole batches: its tensors as bars that can be dragged, with their gradients.

import { Bars } from "./bars.js";
import { Choice, Options, Reduction } from "./controls.js";
import { choices, elementAt, interval, places, shortTensor, withElement } from "./numbers.js";
import { RankedLists } from "./ranked-lists.js";
import { WithSoftmax } from "./with-softmax.js";

const { h } = preact;

/** The rows of a tensor: the places of the elements along its last axis. */
function rowsOf(tensor) {
  const rows = new Map();
  for (const place of places(tensor)) {
    const row = place.slice(0, -1).join(",");
    rows.set(row, [...rows.get(row) ?? [], place]);
  }
  return [...rows.values()];
}

/** Props: loss, request, answer, answered; onChange(request). */
export class BarsView extends WithSoftmax {
  render({ loss, request, answer, answered, onChange }, { softmax }) {
    const set = (name, value) => onChange({ ...request, [name]: value });
    return h("div", { class: "view" },
      h("p", { class: "readout", "aria-live": "polite" }, answer ? `loss ${shortTensor(answer.body.loss)}` : ""),
      isListwise(loss) ? h(RankedLists, { predictions: request.predictions, targets: request.targets, gradient: answered && answer.body.gradient }) : null,
      loss.inputs.filter(input => input.name in request).map(input => h(Tensor, {
        input, values: request[input.name], gradient: answered?.[input.name] && gradientOf(answer.body, input.name, loss),
        classes: classesOf(loss, request), softmax: input.name === "predictions" ? softmax : null,
        onMove: (place, value) => set(input.name, withElement(request[input.name], place, value))
      })),
      h("div", { class: "controls" },
        h(Reduction, { loss, request, onChange }),
        h(Options, { loss, request, onChange })));
  }
}

/** Whether it ranks the items of lists. */
const isListwise = loss => loss.inputs[0].shape === "(..., L)";

const gradientOf = (body, name, loss) => body.gradients?.[name] ?? (name === loss.inputs[0].name ? body.gradient : undefined);

/** The number of classes: the length of a row. */
const classesOf = (loss, request) => rowsOf(request[loss.inputs[0].name])[0].length;

/** Props: input, its description; values; gradient and softmax, or nothing; classes, how many there are; onMove(place, value). */
export function Tensor({ input, values, gradient, classes, softmax, onMove }) {
  const isIndex = places(values).every(place => Number.isInteger(elementAt(values, place))) && /class|levels/.test(input.content);
  const members = isIndex ? Array.from({ length: classes + (input.content === "levels" ? 1 : 0) }, (_, i) => i) : choices(input.domain);
  const limits = interval(input.domain);
  return h("fieldset", { class: "tensor" }, h("legend", { title: input.meaning }, input.name),
    rowsOf(values).map(row => {
      const at = tensor => tensor && row.map(place => elementAt(tensor, place));
      const labels = row.map(place => place.length ? `${input.name}[${place.join("][")}]` : input.name);
      return h("div", { class: "row" }, members && input.content !== "class list"
        ? row.map((place, i) => h(Choice, { label: labels[i], title: input.meaning, value: elementAt(values, place), options: members, onChange: value => onMove(place, value) }))
        : [h(Bars, { name: input.name, values: at(values), gradient: at(gradient), labels,
          limits: limits && { low: limits.low, high: limits.high }, step: input.content === "numbers" || input.content === "parameters" || /prob/.test(input.content) ? 0.05 : 1,
          onMove: (i, value) => onMove(row[i], value) }),
        softmax ? h("div", { class: "softmax" }, h("p", null, "softmax"), h(Bars, { name: "softmax", values: at(softmax),
          labels: labels.map(label => label.replace(input.name, "softmax")), kind: "probability", limits: { low: 0, high: 1 } })) : null]);
    }));
}
