// Colors of canvases: those of the style sheet, which knows light from dark.

export const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
