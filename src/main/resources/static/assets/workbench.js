// A workbench for formulas: written, typeset, differentiated, drawn, and checked for lost digits.

import { CurvePlot, curvesOf } from "./curve-plot.js";
import { Latest, post } from "./client.js";
import { Choice, Slider } from "./controls.js";
import { RequestPanel } from "./request-panel.js";
import { first, short, shortTensor, toNumber } from "./numbers.js";
import { Tex } from "./tex.js";
import { readView, writeView } from "./view-state.js";

const { Component, h, render } = preact;

const PATH = "v1/expressions";
const POINTS = 301;
const WIDE = { from: -5, to: 5 };

const examples = {
  "Huber loss": { formula: "d = predictions - targets\na = abs(d)\nwhere(a < delta, d^2/2, delta*(a - delta/2))",
    inputs: { predictions: 2.5, targets: 0 }, parameters: { delta: 1 } },
  "logistic loss, naively": { formula: "log(1 + exp(-targets*predictions))", inputs: { predictions: -750, targets: 1 } },
  "focal loss of a logit": { formula: "p = sigmoid(predictions)\n-(1 - p)^gamma * log_sigmoid(predictions)",
    inputs: { predictions: -1 }, parameters: { gamma: 2 } },
  "KL term of a VAE": { formula: "-0.5*(1 + log_var - square(mu) - exp(log_var))", inputs: { mu: 0.5, log_var: -1 } },
  "straight-through rounding": { formula: "with_gradient(round(x), x)", inputs: { x: 0.4 } },
  "a valley of one's own": { formula: "x^4 - 3*x^2 + tilt*x", inputs: { x: -1.5 }, parameters: { tilt: 1 } }
};

class Workbench extends Component {
  #calling = new Latest();
  state = { answer: null, curve: null, problem: null, ...readView() };

  componentDidMount() {
    this.#show(this.state.request ?? { ...Object.values(examples)[0], check: true, explain: true });
  }

  componentDidUpdate() {
    writeView({ request: this.state.request });
  }

  #show = request => {
    this.setState({ request });
    return this.#calling.run(async () => {
      try {
        const answer = await post(PATH, request);
        this.setState({ answer, answered: request, problem: null });
      } catch (problem) {
        this.setState({ problem });
        return;
      }
      this.#sample(request);
    });
  };

  /** The curve over the first input, if it is a number. */
  async #sample(request) {
    const [variable, value] = Object.entries(request.inputs ?? {})[0] ?? [];
    if (typeof value !== "number") {
      this.setState({ curve: null });
      return;
    }
    const { [variable]: _, ...inputs } = request.inputs;
    const { formula, parameters, gradients } = request;
    const reach = Math.abs(value) > 5 ? { from: -2 * Math.abs(value), to: 2 * Math.abs(value) } : WIDE;
    try {
      const { body } = await post(PATH + "/curve", { formula, inputs, ...parameters && { parameters }, ...gradients && { gradients }, variable, ...reach, points: POINTS });
      this.setState({ curve: body });
    } catch {
      this.setState({ curve: null });
    }
  }

  render(_, { request, answer, answered, problem, curve }) {
    if (!request) {
      return null;
    }
    const part = (group, name, value) => this.#show({ ...request, [group]: { ...request[group], [name]: value } });
    return h("div", { class: "playground" },
      h("div", { class: "view" },
        h(Choice, { label: "begin with", value: null, options: [null, ...Object.keys(examples)], names: ["…", ...Object.keys(examples)],
          onChange: name => name && this.#show({ ...examples[name], check: true, explain: true }) }),
        h("label", { for: "formula" }, "Formula"),
        h("textarea", { id: "formula", class: "code", spellcheck: false, rows: Math.max(3, request.formula.split("\n").length + 1), value: request.formula,
          onInput: event => this.#show({ ...request, formula: event.target.value }) }),
        h("div", { class: "controls" }, ["inputs", "parameters"].flatMap(group => Object.entries(request[group] ?? {})
          .filter(([, value]) => typeof value === "number")
          .map(([name, value]) => h(Slider, { label: name, value, range: { min: -Math.max(5, 2 * Math.abs(value)), max: Math.max(5, 2 * Math.abs(value)), step: 0.05 },
            onChange: next => part(group, name, next) })))),
        answer ? h(Result, { answer: answer.body, request: answered, curve }) : null,
        h(NewInput, { onAdd: name => part("inputs", name, 1) })),
      h("div", { class: "beside" }, h(RequestPanel, { path: PATH, request, answer: answer?.text, problem, operation: "formulas/evaluateExpression", onEdit: this.#show })));
  }
}

/** Adds an input of a name. */
class NewInput extends Component {
  add = event => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name) {
      this.props.onAdd(name);
      event.target.reset();
    }
  };

  render() {
    return h("form", { class: "stepping", onSubmit: this.add }, h("label", { for: "new-input" }, "Another input"),
      h("input", { id: "new-input", name: "name", type: "text", size: 10, autocomplete: "off" }), h("button", { type: "submit" }, "Add"));
  }
}

function Result({ answer, request, curve }) {
  const gradients = answer.gradients ?? { predictions: answer.gradient };
  const { definitions = {}, formula, gradients: derivatives = {} } = answer.explanation ?? {};
  const variable = curve?.variable;
  return h("div", null,
    curve ? h(CurvePlot, { points: curve.prediction, variable, x: request.inputs[variable], y: first(answer.loss), slope: first(gradients[variable] ?? [NaN]),
      description: `The formula against ${variable}`, curves: curvesOf(curve, "loss") }) : null,
    h("p", { class: "readout", "aria-live": "polite" }, `loss ${shortTensor(answer.loss)}`,
      Object.entries(gradients).map(([name, gradient]) => `, gradient for ${name} ${shortTensor(gradient)}`)),
    h(Advice, { check: answer.check }),
    formula ? [
      Object.entries(definitions).map(([name, tex]) => h(Tex, { text: `${texName(name)} = ${tex}` })),
      h(Tex, { text: `L = ${formula}` }),
      Object.entries(derivatives).map(([name, tex]) => h(Tex, { text: `\\frac{\\partial L}{\\partial ${texName(name)}} = ${tex}` }))] : null);
}

const texName = name => name.length === 1 ? name : `\\mathit{${name.replaceAll("_", "\\_")}}`;

/** What the check found: lost digits with the form that keeps them, and given gradients that are not the derivative. */
function Advice({ check }) {
  if (!check) {
    return null;
  }
  const worst = Math.max(...[check.values, ...Object.values(check.gradients ?? {})].map(part => toNumber(part.ulps)));
  const others = Object.entries(check.derivatives ?? {}).filter(([, part]) => !part.agrees);
  return h("div", { class: "advice", role: "status" },
    h("p", { class: worst > 100 ? "wrong" : "right" }, `Largest error here: ${short(worst, 2)} ulp`),
    check.advice.map(({ part, instead, line, column, computed, exact }) => h("p", { class: "wrong" }, `Line ${line}, column ${column}: `,
      h("code", null, part), ` is ${short(computed)} here, exactly ${short(exact)}. Write `, h("code", null, instead), ".")),
    others.map(([name, part]) => h("p", null, `The gradient for ${name} is not the derivative: ${shortTensor(part.given)} in place of ${shortTensor(part.derivative)}.`)));
}

render(h(Workbench), document.getElementById("workbench"));
