// The front page: a live curve, and a search of the losses.

import { CurvePlot, curvesOf } from "./curve-plot.js";
import { Latest, get, root } from "./client.js";
import { short, toNumber } from "./numbers.js";

const { Component, h, render } = preact;

/** Huber's loss with its tangent at one of its points, which the service has computed. */
class LiveCurve extends Component {
  state = { curve: null, x: 2.5 };

  async componentDidMount() {
    this.setState({ curve: (await get("v1/losses/huber/curve", { points: 201 })).body });
  }

  #move = x => this.setState({ x });

  render(_, { curve, x: near }) {
    if (!curve) {
      return h("div", { class: "plot" });
    }
    const points = curve.prediction.map(toNumber);
    const at = Math.round((near - points[0]) / (points[1] - points[0]));
    const [x, loss, slope] = [points[at], toNumber(curve.loss[at]), toNumber(curve.gradient[at])];
    const reading = `prediction ${short(x)}, target 0: loss ${short(loss)}, gradient ${short(slope)}`;
    return h("figure", null,
      h(CurvePlot, {
        points: curve.prediction, variable: "prediction", x, y: loss, slope, description: "Huber loss; " + reading,
        curves: curvesOf(curve, "huber").slice(0, 2),
        onMove: this.#move
      }),
      h("figcaption", null,
        h("p", { class: "legend" }, h("span", { class: "key loss" }, "huber"), h("span", { class: "key gradient" }, "gradient")),
        h("input", { type: "range", min: -5, max: 5, step: 0.05, value: x, "aria-label": "prediction",
          onInput: event => this.#move(Number(event.target.value)) }),
        h("span", { "aria-live": "polite" }, reading, ". "),
        h("a", { href: new URL("losses/huber", root) }, "Play with it")));
  }
}

/** Finds losses by any name that they have anywhere. */
class Search extends Component {
  #searching = new Latest();
  state = { query: "", found: null, families: [] };

  async componentDidMount() {
    const { body } = await get("v1/losses");
    this.setState({ families: Object.entries(Object.groupBy(body.losses, loss => loss.family)) });
  }

  #search = event => {
    const query = event.target.value;
    this.setState({ query });
    this.#searching.run(async () => {
      const found = query.trim() ? (await get("v1/losses", { q: query })).body.losses : null;
      this.setState({ found });
    });
  };

  #open = event => {
    event.preventDefault();
    if (this.state.found?.length) {
      location.href = new URL("losses/" + this.state.found[0].id, root);
    }
  };

  render(_, { query, found, families }) {
    return h("form", { role: "search", class: "search", onSubmit: this.#open },
      h("label", { for: "search" }, "Find a loss"),
      h("input", { id: "search", type: "search", value: query, autocomplete: "off", onInput: this.#search,
        placeholder: "huber, MSELoss, reg:tweedie …" }),
      h("div", { "aria-live": "polite" }, found
        ? found.length ? h("ul", null, found.slice(0, 8).map(loss => h("li", null, h(LossLink, loss), " ", loss.summary)))
          : h("p", null, "No loss has this name.")
        : h("dl", null, families.map(([family, losses]) => [
          h("dt", null, h("a", { href: new URL("losses#" + family, root) }, family)),
          h("dd", null, losses.slice(0, 4).map(loss => [h(LossLink, loss), " "]), losses.length > 4 ? `and ${losses.length - 4} more` : null)]))));
  }
}

const LossLink = ({ id }) => h("a", { href: new URL("losses/" + id, root) }, id);

render([h(Search), h(LiveCurve)], document.getElementById("home"));
