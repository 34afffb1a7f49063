// The guided tours: questions that people ask, each with stops in the network.

const linear = (weight, bias) => ({ type: "linear", weight, bias });

const classifier = linear([[0.5, 0.25], [0, 1], [1, -0.5]], [0, 0, 0.5]);

const wrong = { input: [[1]], targets: [[1]] };

/** Each stop has a text, a request, and the step that it opens at (from the end, if negative). */
export const tours = {
  losses: {
    title: "Three losses of one prediction",
    stops: [
      { text: "Predictions [1, 2, 3], targets [1, 2, 5]: only the last is off. L1, the mean absolute error, is 2/3. Its gradient is 0, 0, −1/3: the last prediction should grow, and the size of the error does not matter.",
        request: { layers: [], input: [[1, 2, 3]], loss: "l1", targets: [[1, 2, 5]] }, step: 1 },
      { text: "MSE squares the error: 4/3, with the gradient 0, 0, −4/3. It is proportional to the error, so large errors pull hardest.",
        request: { layers: [], input: [[1, 2, 3]], loss: "mse", targets: [[1, 2, 5]] }, step: 1 },
      { text: "Cross-entropy reads the same numbers as logits of three classes, of which the last is true. Every logit has a gradient: those of the wrong classes should fall, that of the true one should grow, and together they add up to 0.",
        request: { layers: [], input: [[1, 2, 3]], loss: "cross_entropy", targets: [2] }, step: 1 }
    ]
  },
  softmax: {
    title: "Softmax and cross-entropy: why y − t",
    stops: [
      { text: "A linear layer computes three logits, and cross-entropy compares them with the true class, the third. Press Next and follow the numbers forward.",
        request: { layers: [classifier], input: [[1, 2]], loss: "cross_entropy", targets: [2] }, step: 0 },
      { text: "Back at the logits, the gradient is softmax minus target: y − t. The probabilities of the wrong classes push their logits down, and the true class lacks what is missing to 1.",
        request: { layers: [classifier], input: [[1, 2]], loss: "cross_entropy", targets: [2] }, step: 2 },
      { text: "The same in two steps: a softmax layer, then the loss of probabilities. The loss divides by the probability of the true class …",
        request: { layers: [classifier, { type: "softmax" }], input: [[1, 2]], loss: "categorical_cross_entropy", targets: [2] }, step: 3 },
      { text: "… and the softmax multiplies by it again. What reaches the linear layer is the same y − t. One step is safer than two: the division cannot overflow if it never happens.",
        request: { layers: [classifier, { type: "softmax" }], input: [[1, 2]], loss: "categorical_cross_entropy", targets: [2] }, step: 4 }
    ]
  },
  vanishing: {
    title: "Sigmoid with MSE: vanishing gradients",
    stops: [
      { text: "A single unit that is confidently wrong: its logit is −6, the target is 1. With a sigmoid and MSE the loss is almost 1, the largest that it can be.",
        request: { layers: [linear([[-6]], [0]), { type: "sigmoid" }], ...wrong, loss: "mse" }, step: 2 },
      { text: "But the sigmoid is flat there. Its rule multiplies the gradient by y (1 − y) = 0.0025, so the weight hardly learns: the worse the error, the smaller the step.",
        request: { layers: [linear([[-6]], [0]), { type: "sigmoid" }], ...wrong, loss: "mse" }, step: 4 },
      { text: "Cross-entropy of the logit has the gradient y − t = −0.9975: four hundred times as large. Its logarithm undoes the exponential of the sigmoid.",
        request: { layers: [linear([[-6]], [0])], ...wrong, loss: "binary_cross_entropy_with_logits" }, step: 2 },
      { text: "Sigmoids in a row multiply their slopes, each at most 1/4. After three of them little is left for the first weight, even here in the middle of their range.",
        request: { layers: [linear([[0.5]], [0]), { type: "sigmoid" }, linear([[1]], [-0.5]), { type: "sigmoid" }, linear([[1]], [-0.5]), { type: "sigmoid" }], ...wrong, loss: "mse" }, step: -2 }
    ]
  },
  momentum: {
    title: "What momentum does",
    stops: [
      { text: "In a long valley the gradient points across rather than along. Plain gradient descent trains this line slowly: press Run and watch the loss.",
        training: { data: "line", optimizer: { type: "sgd", lr: 0.02 } } },
      { text: "Momentum adds up the gradients of past steps. Those across the valley cancel, those along it add up. Press Run: the same learning rate gets further.",
        training: { data: "line", optimizer: { type: "sgd", lr: 0.02, momentum: 0.9 } } },
      { text: "Adam also divides by the size of past gradients, so that every weight moves at a pace of its own.",
        training: { data: "line", optimizer: { type: "adam", lr: 0.02 } } }
    ]
  }
};
