// The steps of a pass through a network and back, from the trace of the service.

import { texOf } from "./tex.js";
import { short } from "./numbers.js";

/**
 * The steps of a trace: forward through the layers to the loss, back again, and the update. Each has a phase, the index of its
 * entry in the trace, and a title.
 */
export function stepsOf(trace) {
  const forward = trace.map((entry, i) => ({ phase: "forward", index: i, title: `Forward: ${entry.step}` }));
  const backward = trace.map((entry, i) => ({ phase: "backward", index: i, title: `Backward: ${entry.step}` })).reverse();
  return [...forward, ...backward, { phase: "update", index: -1, title: "Update: one step of gradient descent" }];
}

/** What the drawing shows of a sample after a step. */
export function drawingOf(request, answer, steps, at, sample) {
  const { trace } = answer;
  const step = steps[at];
  const isBack = step.phase !== "forward";
  const reached = step.phase === "update" ? -1 : step.index;
  const rowOf = tensor => Array.isArray(tensor) ? Array.isArray(tensor[0]) ? tensor[sample] : tensor : [tensor];
  const columns = [
    { name: "input", values: rowOf(request.input), upstream: step.phase === "update" || (isBack && reached === 0) ? rowOf(answer.input_gradient) : undefined },
    ...trace.map((entry, i) => ({
      name: entry.step, values: rowOf(entry.output),
      isHidden: !isBack && i > step.index,
      upstream: isBack && i >= reached - 1 ? rowOf(entry.upstream) : undefined
    }))];
  const links = trace.map((_, i) => ({
    weight: request.layers[i]?.weight,
    gradient: isBack && i >= Math.max(0, reached) ? answer.gradients[i]?.weight : undefined
  }));
  return { columns, links, active: step.phase === "update" ? -1 : step.index + 1 };
}

/** What a step does, in TeX: its formula or its rules, with the numbers put in. */
export function formulasOf(request, answer, step) {
  const entry = answer.trace[step.index];
  const input = step.index > 0 ? answer.trace[step.index - 1].output : request.input;
  if (step.phase === "forward") {
    return [entry.formula, ...givens({ x: input, ...parametersOf(request, step.index) }), result(step.index < answer.trace.length - 1 ? "y" : "L", entry.output)];
  }
  const inward = step.index > 0 ? answer.trace[step.index - 1].upstream : answer.input_gradient;
  const results = { x: inward, W: answer.gradients[step.index]?.weight, b: answer.gradients[step.index]?.bias };
  return [...givens({ g: entry.upstream }), ...entry.rules.map(rule => {
    const [, name] = /^\\frac\{\\partial L\}\{\\partial (\w)\}/.exec(rule) ?? [];
    return results[name] === undefined ? rule : `${rule} = ${texOf(results[name])}`;
  })];
}

const parametersOf = (request, index) => ({ W: request.layers[index]?.weight, b: request.layers[index]?.bias });

const givens = numbers => Object.entries(numbers).filter(([, value]) => value !== undefined).map(([name, value]) => result(name, value));

const result = (name, value) => `${name} = ${texOf(value)}`;

/** A step in a sentence. */
export function sentenceOf(answer, step) {
  const entry = answer.trace[step.index];
  switch (step.phase) {
    case "forward": return entry.summary;
    case "backward": return "g is the upstream gradient: that of the loss with respect to the output of this step. From it come the gradients of the "
      + "parameters, and that of the input, which is the g of the step before.";
    default: return `Every parameter moves against its gradient. The loss was ${short(answer.loss)}.`;
  }
}
