// What a network says at every point of a plane, or along a line, beside the data.

import { Latest, post } from "./client.js";
import { color } from "./colors.js";
import { toNumber } from "./numbers.js";

const { Component, createRef, h } = preact;

const SIZE = 48;
const REACH = 2;
const PIXELS = 336;

/** The outputs of a network, one for each row of an input. */
async function outputs(layers, input) {
  const { body } = await post("v1/networks/backpropagate", { layers, input, loss: "mse", targets: input.map(() => [0]) });
  return body.output.map(([value]) => toNumber(value));
}

const grid = Array.from({ length: SIZE * SIZE }, (_, i) =>
  [(i % SIZE + 0.5) / SIZE, 1 - (Math.floor(i / SIZE) + 0.5) / SIZE].map(share => REACH * (2 * share - 1)));

/** Shows what a network says at some inputs, again whenever it has learnt. Props: layers, and set, the data. */
class Outputs extends Component {
  #asking = new Latest();

  componentDidMount() {
    this.#ask();
  }

  componentDidUpdate({ layers }) {
    if (layers !== this.props.layers) {
      this.#ask();
    }
  }

  #ask() {
    return this.#asking.run(async () => this.show(await outputs(this.props.layers, this.inputs)));
  }
}

export class DecisionMap extends Outputs {
  inputs = grid;
  #canvas = createRef();

  show(values) {
    const canvas = this.#canvas.current;
    if (canvas) {
      paint(canvas.getContext("2d"), values, this.props.set);
    }
  }

  render() {
    return h("canvas", { class: "map", ref: this.#canvas, width: PIXELS, height: PIXELS, role: "img",
      "aria-label": "The plane, colored by the class that the network predicts, with the samples" });
  }
}

function paint(context, values, { input, targets }) {
  const cell = PIXELS / SIZE;
  const colors = [color("loss"), color("gradient")];
  const ground = color("ground");
  context.clearRect(0, 0, PIXELS, PIXELS);
  values.forEach((value, i) => {
    context.fillStyle = colors[Number(value > 0)];
    context.globalAlpha = 0.1 + 0.45 * Math.min(1, Math.abs(value) / 4);
    context.fillRect(Math.floor(i % SIZE * cell), Math.floor(Math.floor(i / SIZE) * cell), Math.ceil(cell), Math.ceil(cell));
  });
  context.globalAlpha = 1;
  input.forEach(([x, y], i) => {
    context.beginPath();
    context.arc((x / REACH + 1) * PIXELS / 2, (1 - y / REACH) * PIXELS / 2, 3.2, 0, 2 * Math.PI);
    context.fillStyle = colors[targets[i][0]];
    context.fill();
    context.strokeStyle = ground;
    context.stroke();
  });
}

/** The line that a network has learnt, through the samples. */
export class FittedLine extends Outputs {
  inputs = [[0], [6]];
  state = { ends: null };

  show(ends) {
    this.setState({ ends });
  }

  render({ set }, { ends }) {
    const at = (x, y) => [30 + x * 48, 200 - y * 40];
    return h("svg", { class: "map", viewBox: `0 0 ${PIXELS} ${PIXELS}`, role: "img", "aria-label": "The samples and the line that the network has learnt" },
      h("line", { class: "zero", x1: 30, x2: 320, y1: 200, y2: 200 }), h("line", { class: "zero", x1: 30, x2: 30, y1: 10, y2: 326 }),
      set.input.map(([x], i) => h("circle", { class: "sample", cx: at(x)[0], cy: at(x, set.targets[i][0])[1], r: 4 })),
      ends ? h("line", { class: "fit", x1: at(0)[0], y1: at(0, ends[0])[1], x2: at(6)[0], y2: at(6, ends[1])[1] }) : null);
  }
}
