// Small data sets for training, the same on every visit, and a network to begin with for each.

/** SplitMix-like numbers in [0, 1) from a seed. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

const round = number => Number(number.toFixed(4));

/** Two classes of points: 0 and 1. */
function classes(count, pointOf) {
  const random = generator(7);
  const noise = size => size * (random() + random() + random() - 1.5);
  const input = [], targets = [];
  for (let i = 0; i < count; i++) {
    input.push(pointOf(i % 2, random(), noise).map(round));
    targets.push([i % 2]);
  }
  return { input, targets };
}

const moons = () => classes(200, (side, share, noise) => {
  const angle = Math.PI * share;
  const [x, y] = side ? [1 - Math.cos(angle), 0.5 - Math.sin(angle)] : [Math.cos(angle), Math.sin(angle)];
  return [x - 0.5 + noise(0.15), y - 0.25 + noise(0.15)].map(part => 1.2 * part);
});

const spirals = () => classes(240, (side, share, noise) => {
  const angle = 0.5 + 2.6 * Math.PI * Math.sqrt(share);
  const turn = angle + side * Math.PI;
  return [angle * Math.cos(turn) / 4.5 + noise(0.05), angle * Math.sin(turn) / 4.5 + noise(0.05)];
});

/** Points of a line, whose slope and intercept pull on the loss unequally: a long valley. */
function line() {
  const random = generator(3);
  const input = Array.from({ length: 40 }, () => [round(1 + 4 * random())]);
  return { input, targets: input.map(([x]) => [round(0.8 * x - 1.5 + 0.3 * (random() - 0.5))]) };
}

/** A linear layer with weights spread evenly over ±1/√inputs. */
function linear(inputs, outputs, random) {
  const reach = 1 / Math.sqrt(inputs);
  const weight = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => round(reach * (2 * random() - 1))));
  return { type: "linear", weight, bias: Array.from({ length: outputs }, () => round(reach * (2 * random() - 1))) };
}

function network(sizes, seed) {
  const random = generator(seed);
  return sizes.slice(1).flatMap((outputs, i) => {
    const layer = linear(sizes[i], outputs, random);
    return i < sizes.length - 2 ? [layer, { type: "tanh" }] : [layer];
  });
}

const logistic = { loss: "binary_cross_entropy_with_logits" };

/** The first of the handwritten digits of UCI (CC BY 4.0): 64 gray levels of 0 to g (16) each, then the digit. */
async function digits() {
  const text = await (await fetch(new URL("digits.txt", import.meta.url))).text();
  const rows = text.trim().split("\n");
  return {
    input: rows.map(row => [...row.slice(0, 64)].map(level => parseInt(level, 17) / 16)),
    targets: rows.map(row => Number(row[64]))
  };
}

/** Each with its data, first layers, loss and optimizer, and how to show it. */
export const datasets = {
  moons: { title: "two moons", data: moons, layers: () => network([2, 6, 1], 11), ...logistic, optimizer: { type: "adam", lr: 0.05 }, kind: "plane" },
  spirals: { title: "two spirals", data: spirals, layers: () => network([2, 10, 10, 1], 5), ...logistic, optimizer: { type: "adam", lr: 0.02 }, kind: "plane" },
  line: { title: "a line", data: line, layers: () => [{ type: "linear", weight: [[0]], bias: [0] }], loss: "mse", optimizer: { type: "sgd", lr: 0.02 }, kind: "line" },
  digits: { title: "handwritten digits", data: digits, layers: () => network([64, 16, 10], 2), loss: "cross_entropy", optimizer: { type: "adam", lr: 0.02 }, kind: "digits" }
};
