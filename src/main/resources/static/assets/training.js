// Training to watch: the loss as it falls, what the network says, and its weights with their gradients.

import { Choice, Slider } from "./controls.js";
import { DecisionMap, FittedLine } from "./decision-map.js";
import { NetworkDrawing } from "./network-drawing.js";
import { CurvePlot } from "./curve-plot.js";
import { DigitGallery, classOf } from "./digit-gallery.js";
import { withParameters } from "./parameters.js";
import { datasets } from "./datasets.js";
import { Latest, get, post } from "./client.js";
import { short, toNumber } from "./numbers.js";
import { Faults, RequestPanel } from "./request-panel.js";

const { Component, h } = preact;

const STEPS = 20;

/** Props: chosen, a data set and optimizer that a tour wants. */
export class Training extends Component {
  #looking = new Latest();
  state = { data: null, optimizers: [], isRunning: false, speed: STEPS };

  async componentDidMount() {
    await this.#begin("moons");
    this.setState({ optimizers: (await get("v1/optimizers")).body.optimizers.map(optimizer => optimizer.id) });
  }

  componentDidUpdate({ chosen: before }) {
    const { chosen } = this.props;
    if (chosen && chosen !== before) {
      this.#begin(chosen.data, chosen.optimizer);
      document.getElementById("training").scrollIntoView({ block: "nearest" });
    }
  }

  componentWillUnmount() {
    this.setState({ isRunning: false });
  }

  /** State changes when it is drawn. */
  #set = change => new Promise(resolve => this.setState(change, resolve));

  #begin = async (data, optimizer) => {
    await this.#set({ data, ...await start(data), ...optimizer && { optimizer }, isRunning: false, problem: null });
    await this.#look();
  };

  /** Takes steps in one call, and goes on from there while it runs. */
  #train = async steps => {
    const { layers, optimizer, state, next, losses, set } = this.state;
    const request = { layers, ...set, optimizer, steps, ...state && { state }, first_step: next };
    try {
      const { body } = await post("v1/networks/train", request);
      if (layers !== this.state.layers) {
        return;
      }
      await this.#set({ layers: withParameters(layers, body.parameters), state: body.state, next: body.next_step, losses: [...losses, ...body.losses.map(toNumber)] });
      await this.#look();
      if (body.stopped) {
        await this.#set({ isRunning: false, problem: new Error(body.stopped) });
      }
    } catch (problem) {
      await this.#set({ isRunning: false, problem });
    }
  };

  #run = async () => {
    await this.#set({ isRunning: !this.state.isRunning });
    while (this.state.isRunning) {
      await this.#train(this.state.speed);
      await new Promise(requestAnimationFrame);
    }
  };

  /** Asks for the gradients of the weights and for the outputs at the data. */
  #look = () => this.#looking.run(async () => {
    const { layers, set } = this.state;
    const { body } = await post("v1/networks/backpropagate", { layers, ...set });
    if (layers === this.state.layers) {
      this.setState({ gradients: body.gradients, output: body.output, loss: body.loss });
    }
  });

  render(_, { data, set, layers, gradients, output, loss, optimizer, optimizers, losses, next, isRunning, speed, problem }) {
    if (!data) {
      return h("section", { id: "training" });
    }
    const { kind } = datasets[data];
    const change = part => this.setState(part);
    return h("section", { id: "training", "aria-label": "Training" }, h("h2", null, "Training"),
      h("div", { class: "controls training-controls" },
        h(Choice, { label: "data", value: data, options: Object.keys(datasets), names: Object.values(datasets).map(set => set.title), onChange: name => this.#begin(name) }),
        h(Choice, { label: "optimizer", value: optimizer.type, options: optimizers, onChange: type => change({ optimizer: { type, lr: optimizer.lr }, state: undefined }) }),
        h(Slider, { label: "learning rate", value: optimizer.lr, range: { min: 0.001, max: 0.2, step: 0.001 }, onChange: lr => change({ optimizer: { ...optimizer, lr } }) }),
        h(Slider, { label: "steps a frame", value: speed, range: { min: 1, max: 50, step: 1 }, onChange: steps => change({ speed: steps }) })),
      h("div", { class: "stepping" },
        h("button", { type: "button", onClick: this.#run, "aria-pressed": String(isRunning) }, isRunning ? "Pause" : "Run"),
        h("button", { type: "button", disabled: isRunning, onClick: () => this.#train(1) }, "One step"),
        h("button", { type: "button", onClick: () => this.#begin(data, optimizer) }, "Reset"),
        h("span", { class: "progress", role: "status" }, `step ${next}`, loss === undefined ? "" : `, loss ${short(loss)}`,
          output && kind !== "line" ? `, accuracy ${short(100 * accuracy(output, set.targets))} %` : "")),
      h(Faults, { problem }),
      h("div", { class: "watch" },
        h(shown[kind], { layers, set, output }),
        losses.length > 1 ? h(CurvePlot, { points: losses.map((_, i) => i), variable: "step",
          isWhole: true, curves: [{ label: "loss", color: "loss", values: losses }], description: `Loss of ${losses.length} steps, from ${short(losses[0])} to ${short(losses.at(-1))}` }) : h("div", { class: "plot" }),
        kind === "digits" ? null : h(Weights, { layers, gradients, set })),
      h("details", null, h("summary", null, "The request"),
        h(RequestPanel, { path: "v1/networks/train", request: { layers, ...set, optimizer, steps: speed, first_step: next }, operation: "networks/train" })));
  }
}

const shown = { plane: DecisionMap, line: FittedLine, digits: DigitGallery };

async function start(data) {
  const { data: make, layers, loss, optimizer } = datasets[data];
  return { set: { ...await make(), loss }, layers: layers(), optimizer, state: undefined, next: 0, losses: [], gradients: undefined, output: undefined, loss: undefined };
}

const accuracy = (output, targets) => output.filter((logits, i) => classOf(logits) === [targets[i]].flat()[0]).length / output.length;

/** The layers with their weights, colored by gradient. */
function Weights({ layers, gradients, set }) {
  const linear = layers.map((layer, i) => ({ ...layer, i })).filter(layer => layer.weight);
  const columns = [{ name: "input", values: set.input[0] }, ...linear.map(({ bias, type }) => ({ name: type, values: bias }))];
  return h(NetworkDrawing, {
    columns, active: -1, isCompact: true, label: "The weights, colored by their gradients",
    links: linear.map(({ weight, i }) => ({ weight, gradient: gradients?.[i]?.weight }))
  });
}
