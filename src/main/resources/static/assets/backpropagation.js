// Backpropagation, step by step, with guided tours; and training to watch.

import { Latest, post } from "./client.js";
import { NetworkDrawing } from "./network-drawing.js";
import { RequestPanel } from "./request-panel.js";
import { Choice, Slider } from "./controls.js";
import { withParameters } from "./parameters.js";
import { drawingOf, formulasOf, sentenceOf, stepsOf } from "./steps.js";
import { Tex } from "./tex.js";
import { Training } from "./training.js";
import { readView, writeView } from "./view-state.js";
import { tours } from "./tours.js";

const { Component, h, render } = preact;

const PATH = "v1/networks/backpropagate";

const initial = {
  layers: [{ type: "linear", weight: [[1, 0.5], [-0.5, 1]], bias: [0, 0.1] }, { type: "tanh" },
    { type: "linear", weight: [[1, -1]], bias: [0] }],
  input: [[1, 2]], loss: "mse", targets: [[1]]
};

/** A network drawn, one step of the pass at a time. */
class Stepper extends Component {
  #calling = new Latest();
  state = { at: 0, sample: 0, answer: null, rate: 0.1, ...readView() };

  componentDidMount() {
    const { tour, stop = 0 } = this.state;
    return tours[tour]?.stops[stop] ? this.#visit(tour, stop) : this.#show(this.state.request ?? initial, this.state.at);
  }

  componentDidUpdate() {
    const { request, tour, stop, at } = this.state;
    writeView(tour ? { tour, stop } : { request, at });
  }

  /** Shows a request at a step; a negative one counts from the end. */
  #show(request, at) {
    return this.#calling.run(async () => {
      try {
        const { body, text } = await post(PATH, { ...request, trace: true });
        const steps = stepsOf(body.trace);
        this.setState({ request, answer: body, text, steps, problem: null,
          at: Math.min(steps.length - 1, at < 0 ? steps.length + at : at) });
      } catch (problem) {
        this.setState({ request, problem });
      }
    });
  }

  #visit = (tour, stop) => {
    const { request, step, training } = tours[tour].stops[stop];
    this.setState({ tour, stop });
    if (training) {
      this.props.onTraining(training);
      return null;
    }
    return this.#show(request, step);
  };

  /** One step of gradient descent, by the service. */
  #descend = () => this.#calling.run(async () => {
    const { request, rate, at } = this.state;
    const { trace, ...rest } = request;
    const { body } = await post("v1/networks/train", { ...rest, optimizer: { type: "sgd", lr: rate }, steps: 1 });
    this.setState({ tour: undefined });
    this.#show({ ...request, layers: withParameters(request.layers, body.parameters) }, at);
  });

  #edit = ({ trace, ...request }) => {
    this.setState({ tour: undefined });
    this.#show(request, this.state.at);
  };

  render(_, { request, answer, text, steps, at, sample, rate, problem, tour, stop }) {
    return h("div", null,
      h("div", { class: "tours" }, h("h2", null, "Guided tours"), Object.entries(tours).map(([name, { title }]) =>
        h("button", { type: "button", "aria-pressed": String(name === tour), onClick: () => this.#visit(name, 0) }, title))),
      tours[tour] ? h(Stop, { tour: tours[tour], stop, onVisit: next => this.#visit(tour, next), onEnd: () => this.setState({ tour: undefined }) }) : null,
      answer ? h("div", { class: "playground" },
        h("div", { class: "view" },
          h(NetworkDrawing, { ...drawingOf(request, answer, steps, at, Math.min(sample, request.input.length - 1)), label: `The network, ${steps[at].title}` }),
          h("div", { class: "stepping" },
            h("button", { type: "button", disabled: at === 0, onClick: () => this.setState({ at: at - 1 }) }, "Back"),
            h("button", { type: "button", disabled: at === steps.length - 1, onClick: () => this.setState({ at: at + 1 }) }, "Next"),
            h("span", { "aria-live": "polite" }, `${at + 1} of ${steps.length}. `, h("strong", null, steps[at].title))),
          request.input.length > 1 ? h(Choice, { label: "sample", value: sample, options: request.input.map((_, i) => i), onChange: next => this.setState({ sample: next }) }) : null,
          h("p", null, sentenceOf(answer, steps[at])),
          steps[at].phase === "update"
            ? h("div", { class: "controls" },
              h(Slider, { label: "learning rate", value: rate, range: { min: 0, max: 1, step: 0.01 }, onChange: next => this.setState({ rate: next }) }),
              h("button", { type: "button", onClick: this.#descend }, "Step"), h("p", { "aria-live": "polite" }, `loss ${answer.loss}`))
            : formulasOf(request, answer, steps[at]).map(formula => h(Tex, { text: formula }))),
        h("div", { class: "beside" }, h(RequestPanel, { path: PATH, request: { ...request, trace: true }, answer: text, problem,
          operation: "networks/backpropagate", onEdit: this.#edit }))) : null);
  }
}

function Stop({ tour, stop, onVisit, onEnd }) {
  const isLast = stop === tour.stops.length - 1;
  return h("div", { class: "stop", role: "region", "aria-label": tour.title },
    h("p", { "aria-live": "polite" }, tour.stops[stop].text),
    h("button", { type: "button", disabled: stop === 0, onClick: () => onVisit(stop - 1) }, "Previous stop"),
    h("button", { type: "button", onClick: () => isLast ? onEnd() : onVisit(stop + 1) }, isLast ? "End of the tour" : "Next stop"),
    h("span", null, `stop ${stop + 1} of ${tour.stops.length}`));
}

/** Both parts of the page: a tour may lead from one to the other. */
class Page extends Component {
  state = { training: null };

  render(_, { training }) {
    return h("div", null,
      h(Stepper, { onTraining: chosen => this.setState({ training: { ...chosen } }) }),
      h(Training, { chosen: training }));
  }
}

render(h(Page), document.getElementById("backpropagation"));
