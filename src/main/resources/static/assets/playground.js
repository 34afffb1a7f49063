// The playground of a loss: what it computes, at numbers that can be dragged.

import { Latest, get, post } from "./client.js";
import { BarsView } from "./bars-view.js";
import { BoxesView } from "./boxes-view.js";
import { CurveView, curveRequest } from "./curve-view.js";
import { GradientCheck } from "./gradient-check.js";
import { LatticeView } from "./lattice-view.js";
import { PlaneView, planeRequest } from "./plane-view.js";
import { RequestPanel } from "./request-panel.js";
import { readView, writeView } from "./view-state.js";

const { Component, h, render } = preact;

const exampleRequest = loss => loss.examples[0].request;

const views = {
  curve: { View: CurveView, initial: curveRequest },
  bars: { View: BarsView, initial: exampleRequest },
  boxes: { View: BoxesView, initial: exampleRequest },
  lattice: { View: LatticeView, initial: exampleRequest },
  plane: { View: PlaneView, initial: planeRequest }
};

/** Props: loss, its description; view, one of the above; name, as the page was called. */
class Playground extends Component {
  #evaluating = new Latest();
  state = { ...readView(), answer: null, problem: null };

  async componentDidMount() {
    const { loss, name, view } = this.props;
    await this.change(this.state.request ?? await views[view].initial(loss, name));
  }

  /** Shows another request. */
  change = async request => {
    this.setState({ request });
    await this.#evaluating.run(async () => {
      try {
        const answer = await post(this.#path(), request);
        this.setState({ answer, answered: request, problem: null });
      } catch (problem) {
        this.setState({ problem });
      }
    });
  };

  componentDidUpdate() {
    writeView(this.state);
  }

  #path() {
    return `v1/losses/${this.props.name}`;
  }

  render({ loss, name, view }, { request, answer, answered, problem, compare, from, to }) {
    if (!request) {
      return null;
    }
    const { View } = views[view];
    return h("div", { class: "playground" },
      h(View, { loss, name, request, answer, answered, compare, from, to, onChange: this.change,
        onView: change => this.setState(change) }),
      h("div", { class: "beside" },
        h(RequestPanel, { path: this.#path(), request, answer: answer?.text, problem, onEdit: this.change,
          operation: `${loss.family}/${operationId(loss.id)}` }),
        h(GradientCheck, { path: `${this.#path()}/gradcheck`, request, answer: answer?.body })));
  }
}

/** The name of a loss in the OpenAPI document: crossEntropy. */
const operationId = id => id.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase());

const element = document.getElementById("playground");
const { loss: name, view } = element.dataset;
const { body: loss } = await get(`v1/losses/${name}`);
render(h(Playground, { loss, name, view }), element);
