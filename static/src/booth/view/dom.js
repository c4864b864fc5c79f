// The little that is needed to write a page by hand. No innerHTML anywhere: what comes from the
// manifest is always text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: `h('button', {class: 'main', onclick: f}, 'text', child, …)`. Properties starting with
 * "on" are listeners, true writes an empty attribute, false, null and undefined write nothing.
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const name of Object.keys(properties || {})) {
    const value = properties[name];
    if (name.indexOf("on") === 0) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  fill(element, children);
  return element;
}

/** Replace all children; strings become text, null and false are left out, lists are flattened. */
export function fill(element, children) {
  element.textContent = "";
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.appendChild(typeof child === "object" ? child : document.createTextNode(child));
  }
}

/** A line drawing of 24 × 24; decoration only, hidden from screen readers. */
export function icon(path, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${className || ""}`);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.appendChild(line);
  return svg;
}

export const ICONS = {
  check: "M4.5 12.5l5 5 10-11",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5.2l3.4 2",
  alert: "M12 3.5L2.5 20h19L12 3.5zM12 10v4.5M12 17.2v.3",
  stop: "M12 3a9 9 0 100 18 9 9 0 000-18zM5.8 5.8l12.4 12.4",
  next: "M9 5l7 7-7 7",
  previous: "M15 5l-7 7 7 7",
  pencil: "M5 19l1-4L16 5l3 3L9 18l-4 1zM14 7l3 3",
  slip: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2",
  book: "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5V19",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
};

/** A text of the meeting that stays Chinese (names, posts) in both languages. */
export function chinese(tag, className, text) {
  return h(tag, { class: className, lang: "zh-CN" }, text);
}

/** A tracker or fingerprint: groups of four that never break inside, hyphens between them. */
export function code(className, text) {
  const parts = text.split("-").map((group, place) => [place ? "-" : "", h("span", null, group)]);
  return h("p", { class: `code ${className}`, translate: "no" }, parts.flat());
}
