// Numbers as people read them, and tensors as nested arrays.

/** A number of an answer: JSON has strings for those that are not finite. */
export const toNumber = value => typeof value === "string" ? Number(value) : value;

export function short(value, digits = 4) {
  const number = toNumber(value);
  if (Number.isNaN(number)) {
    return "NaN";
  }
  if (!Number.isFinite(number)) {
    return number > 0 ? "∞" : "−∞";
  }
  const size = Math.abs(number);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? number.toExponential(2) : String(Number(number.toPrecision(digits)));
  return text.replace("-", "−");
}

/** A tensor as people read it. */
export const shortTensor = tensor => Array.isArray(tensor) ? "[" + tensor.map(shortTensor).join(", ") + "]" : short(tensor);

/** The places of a tensor's elements, each a list of indices. */
export function places(tensor, prefix = []) {
  return Array.isArray(tensor) ? tensor.flatMap((part, i) => places(part, [...prefix, i])) : [prefix];
}

/** The first element of a tensor. */
export const first = tensor => toNumber(elementAt(tensor, places(tensor)[0]));

export const elementAt = (tensor, place) => place.reduce((part, i) => part?.[i], tensor);

/** A copy of a tensor with another element at a place. */
export function withElement(tensor, [first, ...rest], value) {
  return first === undefined ? value : tensor.map((part, i) => i === first ? withElement(part, rest, value) : part);
}

/** The interval of a domain such as "(-inf, 0] or [1, inf)" that holds a value, or the first; nothing for other domains. */
export function interval(domain, value) {
  const intervals = [...(domain ?? "").matchAll(/([[(])(-?[\d.e+-]+|-inf), (-?[\d.e+-]+|inf)([\])])/g)].map(match => {
    const [low, high] = [match[2], match[3]].map(bound => Number(bound.replace("inf", "Infinity")));
    return { low, high, isOpenLow: match[1] === "(", isOpenHigh: match[4] === ")" };
  });
  return intervals.find(({ low, high }) => low <= value && value <= high) ?? intervals[0];
}

/** The members of a domain of a few numbers, such as "-1 or 0 or 1"; null for any other. */
export function choices(domain) {
  const parts = (domain ?? "").split(" or ");
  return parts.every(part => /^-?[\d.]+$/.test(part)) ? parts.map(Number) : null;
}
