// A loss of single numbers: its curve, gradient and curvature, with the tangent at a point, options, and other losses beside it.

import { Latest, get } from "./client.js";
import { FixedInput, Options, Slider, valueOf } from "./controls.js";
import { CurvePlot, curvesOf } from "./curve-plot.js";
import { first, places, short, toNumber, withElement } from "./numbers.js";

const { Component, h } = preact;

const POINTS = 301;
const colors = ["compare-1", "compare-2", "compare-3", "compare-4"];

/** The request at three quarters of the default curve. */
export async function curveRequest(loss, name) {
  const { body: curve } = await get(`v1/losses/${name}/curve`, { points: 5 });
  const request = { [curve.variable]: [Number(toNumber(curve.prediction[3]).toPrecision(3))] };
  loss.inputs.filter(input => input.name in curve.fixed).forEach(input => request[input.name] = [curve.fixed[input.name]]);
  return loss.inputs[0].hessian_diagonal ? { ...request, hessian: "diagonal" } : request;
}

/** Props: loss, name, request, answer, compare, from, to; onChange(request) and onView(change). */
export class CurveView extends Component {
  #sampling = new Latest();
  state = { curves: null, missing: [], reading: null, others: [] };

  async componentDidMount() {
    this.#sample();
    const { loss } = this.props;
    const { body } = await get("v1/losses", { family: loss.family });
    this.setState({ others: body.losses.filter(other => other.has_curve && other.id !== loss.id).map(other => other.id) });
  }

  componentDidUpdate(before) {
    if (this.#sampled(before) !== this.#sampled(this.props)) {
      this.#sample();
    }
  }

  /** What the curve depends on: all but the variable. */
  #sampled({ loss, request, compare, from, to }) {
    return JSON.stringify([{ ...request, [loss.inputs[0].name]: null }, compare, from, to]);
  }

  /** The query for the curve; a loss to compare with has the same fixed inputs, but options of its own. */
  #query(withOptions) {
    const { loss, request, from, to } = this.props;
    const query = { points: POINTS };
    loss.inputs.slice(1).filter(input => input.name in request).forEach(input =>
      query[input.name === "targets" ? "target" : input.name] = first(request[input.name]));
    if (withOptions) {
      loss.options.filter(option => option.name in request).forEach(option => query[option.name] = request[option.name]);
    }
    return { ...query, ...from !== undefined && { from }, ...to !== undefined && { to } };
  }

  #sample() {
    const { name, compare } = this.props;
    return this.#sampling.run(async () => {
      try {
        const { body: own } = await get(`v1/losses/${name}/curve`, this.#query(true));
        const range = { from: own.prediction[0], to: own.prediction.at(-1) };
        const others = await Promise.allSettled(compare.map(other =>
          get(`v1/losses/${other}/curve`, { points: POINTS, ...this.#targetOnly(), ...range })));
        this.setState({
          curves: [own, ...others.filter(other => other.value).map(other => other.value.body)],
          missing: compare.filter((_, i) => !others[i].value)
        });
      } catch {
        // the answer to the request says what is wrong
      }
    });
  }

  #targetOnly() {
    const { target } = this.#query(false);
    return target === undefined ? {} : { target };
  }

  #move = x => {
    const { loss, request, onChange } = this.props;
    const variable = loss.inputs[0].name;
    const range = this.state.curves?.[0].prediction ?? [0, 1];
    const step = 10 ** Math.floor(Math.log10((range.at(-1) - range[0]) / 200));
    const value = Number((Math.round(x / step) * step).toPrecision(10));
    onChange({ ...request, [variable]: withElement(request[variable], places(request[variable])[0], value) });
  };

  #series([own, ...others]) {
    const [loss, ...derivatives] = curvesOf(own, this.props.name);
    return [
      loss, ...others.length ? [] : derivatives,
      ...others.map((other, i) => ({ label: other.id, color: colors[i % colors.length], values: other.loss, dash: [8, 3] }))
    ];
  }

  render({ loss, request, answer, answered, compare, onChange, onView }, { curves, missing, reading, others }) {
    const variable = loss.inputs[0].name;
    const x = first(request[variable]);
    const fixed = loss.inputs.slice(1).filter(input => input.name in request);
    const set = (name, value) => onChange({ ...request, [name]: value });
    const held = [...fixed.map(input => [input.name, first(request[input.name])]),
      ...loss.options.map(option => [option.name, valueOf(option, loss, request)])];
    return h("div", { class: "view" },
      curves ? h(CurvePlot, {
        points: curves[0].prediction, curves: this.#series(curves), variable, ...pointOf(variable, answered, answer?.body),
        description: `${loss.id} against ${variable}: ${describe(variable, answered, answer?.body)}`,
        onMove: this.#move, onRead: value => this.setState({ reading: value })
      }) : h("div", { class: "plot" }),
      h("p", { class: "legend" }, curves ? this.#series(curves).map(series =>
        h("span", { class: "key " + series.color }, series.label)) : null,
      missing.length ? `${missing.join(", ")}: not defined here` : null),
      h("p", { class: "readout", "aria-live": "polite" }, reading
        ? `${variable} ${short(reading.x)}: ` + reading.values.map(([label, value]) => `${label} ${value === null ? "–" : short(value)}`).join(", ")
        : describe(variable, answered, answer?.body)),
      held.length ? h("p", { class: "held" }, "Held fixed: " + held.map(([name, value]) =>
        `${name} = ${typeof value === "number" ? short(value) : value === null ? "none" : value}`).join(", ")) : null,
      h("div", { class: "controls" },
        curves ? h(Slider, { label: variable, title: loss.inputs[0].meaning, value: x, onChange: this.#move,
          range: { min: toNumber(curves[0].prediction[0]), max: toNumber(curves[0].prediction.at(-1)), step: "any" } }) : null,
        fixed.map(input => h(FixedInput, { input, value: first(request[input.name]), onChange: value =>
          set(input.name, places(request[input.name]).reduce((tensor, place) => withElement(tensor, place, value), request[input.name])) })),
        h(Options, { loss, request, onChange })),
      others.length ? h("details", { class: "compare", open: compare.length > 0 }, h("summary", null, "Compare with"),
        others.map(other => h("label", null, h("input", { type: "checkbox", checked: compare.includes(other),
          onChange: event => onView({ compare: event.target.checked ? [...compare, other] : compare.filter(name => name !== other) }) }), other))) : null);
  }
}

function pointOf(variable, request, body) {
  return request && body ? { x: first(request[variable]), y: toNumber(body.loss), slope: slopeOf(variable, body) } : {};
}

const slopeOf = (variable, body) => first(body.gradient ?? body.gradients?.[variable] ?? [NaN]);

function describe(variable, request, body) {
  if (!request || !body) {
    return "";
  }
  const curvature = body.hessian_diagonal && first(body.hessian_diagonal[variable] ?? body.hessian_diagonal);
  return `at ${variable} ${short(first(request[variable]))}: loss ${short(body.loss)}, gradient ${short(slopeOf(variable, body))}`
    + (curvature === undefined ? "" : `, curvature ${short(curvature)}`);
}
