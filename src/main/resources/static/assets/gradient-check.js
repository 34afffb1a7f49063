// Compares a gradient of the reader's with the exact one.

import { post } from "./client.js";
import { elementAt, places, short, toNumber } from "./numbers.js";
import { Faults } from "./request-panel.js";

const { Component, h } = preact;

/** Props: path of the check, request and its answer. */
export class GradientCheck extends Component {
  state = { draft: null, report: null, problem: null };

  check = async event => {
    event.preventDefault();
    const { path, request, answer } = this.props;
    const field = answer.gradient === undefined ? "gradients" : "gradient";
    try {
      const given = JSON.parse(this.state.draft ?? JSON.stringify(answer[field]));
      const { hessian, ...rest } = request;
      const { body } = await post(path, { ...rest, [field]: given });
      this.setState({ problem: null, report: { body, given, exact: answer[field] } });
    } catch (problem) {
      this.setState({ problem, report: null });
    }
  };

  render({ answer }, { draft, report, problem }) {
    if (!answer) {
      return null;
    }
    const exact = JSON.stringify(answer.gradient ?? answer.gradients);
    return h("details", { class: "gradcheck" }, h("summary", null, "Check a gradient of yours"),
      h("form", { onSubmit: this.check },
        h("textarea", { class: "code", rows: 3, spellcheck: false, "aria-label": "Your gradient", value: draft ?? exact,
          onInput: event => this.setState({ draft: event.target.value }) }),
        h("button", { type: "submit" }, "Check")),
      h(Faults, { problem }),
      report ? h(Report, report) : null);
  }
}

function Report({ body, given, exact }) {
  const checked = body.gradient ? { gradient: [body.gradient, given, exact] }
    : Object.fromEntries(Object.entries(body.gradients ?? {}).map(([name, tensor]) => [name, [tensor, given[name], exact[name]]]));
  return h("div", { class: "verdict", role: "status" },
    h("p", null, h("strong", { class: body.agrees ? "right" : "wrong" }, body.verdict)),
    Object.entries(checked).map(([name, [tensor, ours, theirs]]) => h("div", null,
      h("p", null, name + ": " + tensor.explanation),
      h("ol", { class: "elements" }, places(ours).map(place => h(Element, { place, given: elementAt(ours, place), exact: elementAt(theirs, place), tolerance: tensor.tolerance }))))));
}

function Element({ place, given, exact, tolerance }) {
  const [left, right] = [toNumber(given), toNumber(exact)];
  const isRight = Object.is(left, right) || Math.abs(left - right) <= tolerance.relative * Math.abs(right) + tolerance.absolute;
  return h("li", { class: isRight ? "right" : "wrong" }, h("code", null, `[${place.join("][")}] ${short(given)}`),
    isRight ? " ✓" : ` ✗ should be ${short(exact)}`);
}
