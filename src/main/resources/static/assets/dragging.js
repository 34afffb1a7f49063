// Pointers that drag something.

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
