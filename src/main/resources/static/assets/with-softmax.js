// What is shown with the probabilities of its logits, which the service computes.

import { Latest, post } from "./client.js";

const { Component } = preact;

/** A view of a request whose predictions are logits, if the loss says so. */
export class WithSoftmax extends Component {
  #sampling = new Latest();
  state = { softmax: null };

  componentDidMount() {
    this.#sample();
  }

  componentDidUpdate({ request }) {
    if (request !== this.props.request) {
      this.#sample();
    }
  }

  #sample() {
    const { loss, request } = this.props;
    if (loss.formula.includes("\\operatorname{softmax}(x)")) {
      this.#sampling.run(async () => {
        try {
          const { body } = await post("v1/expressions", { formula: "softmax(predictions)", inputs: { predictions: request.predictions },
            wrt: [], reduction: "none" });
          this.setState({ softmax: body.loss });
        } catch {
          // the answer to the request says what is wrong
        }
      });
    }
  }
}
