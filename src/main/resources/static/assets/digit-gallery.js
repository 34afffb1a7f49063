// Handwritten digits, each with what a network takes it for.

const { Component, createRef, h } = preact;

const SHOWN = 48;
const SCALE = 4;

/** The class that logits stand for: the largest, or by its sign a single one. */
export const classOf = logits => logits.length === 1 ? Number(logits[0] > 0) : logits.indexOf(Math.max(...logits));

class Digit extends Component {
  #canvas = createRef();

  componentDidMount() {
    const context = this.#canvas.current.getContext("2d");
    this.props.levels.forEach((level, i) => {
      context.fillStyle = `rgba(128, 128, 128, ${level})`;
      context.fillRect(i % 8 * SCALE, Math.floor(i / 8) * SCALE, SCALE, SCALE);
    });
  }

  render({ taken, target }) {
    return h("figure", { class: taken === target ? "right" : "wrong" },
      h("canvas", { ref: this.#canvas, width: 8 * SCALE, height: 8 * SCALE, role: "img", "aria-label": `a ${target}` }),
      h("figcaption", null, taken ?? "?"));
  }
}

/** Props: set, the data, and output, the logits. */
export function DigitGallery({ set, output }) {
  return h("div", { class: "digits" }, set.input.slice(0, SHOWN).map((levels, i) =>
    h(Digit, { levels, target: set.targets[i], taken: output && classOf(output[i]) })));
}
