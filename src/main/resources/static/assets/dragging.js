// Pointers that drag something, and keys that move it.

/** Follows a pointer that went down until it is lifted, wherever it goes; the first move is where it went down. */
export function follow(event, move) {
  const dragged = event.currentTarget;
  dragged.setPointerCapture(event.pointerId);
  dragged.onpointermove = move;
  dragged.onpointerup = dragged.onpointercancel = () => dragged.onpointermove = null;
  move(event);
}

/** The same for what can have the focus of the keyboard, which it gets. */
export function followFocused(event, move) {
  event.preventDefault();
  event.currentTarget.focus();
  follow(event, move);
}

/** By how much a key changes a number, in steps; nothing for other keys. */
export const stepsOf = key =>
  ({ ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 })[key];
