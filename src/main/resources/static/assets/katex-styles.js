// KaTeX writes style attributes on its SVG, which the Content-Security-Policy forbids; as properties they are allowed.
SVGElement.prototype.setAttribute = function (name, value) {
  if (name === "style") {
    this.style.cssText = value;
  } else {
    Element.prototype.setAttribute.call(this, name, value);
  }
};
