// The reports of one subject on a sheet over the ballot. Opening and closing it asks the server for
// nothing and keeps nothing.

import { localised } from "../texts.js";
import { chinese, h, ICONS, icon } from "./dom.js";

/**
 * The button that opens the sheet, hidden while there is nothing to read; null in the preview.
 * In a row it says less and is read out with the subject's name.
 */
export function readingButton(ui, subject, row) {
  if (!ui.readings) return null;
  const button = h(
    "button",
    {
      type: "button",
      class: "read",
      hidden: true,
      "aria-label": row ? `${ui.say("read")} ${subject.name}` : null,
      onclick: () => ui.openSheet(sheet(ui, subject)),
    },
    row ? null : icon(ICONS.book),
    ui.say(row ? "readShort" : "read"),
  );
  ui.readings.whenReady(subject.id, () => {
    button.hidden = false;
  });
  return button;
}

function sheet(ui, subject) {
  const close = (name) =>
    h(
      "button",
      {
        type: "button",
        class: `side ${name}`,
        onclick: () => history.back(),
      },
      icon(ICONS.previous),
      ui.say("readClose"),
    );
  return h(
    "div",
    {
      class: "sheet",
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": "sheet-title",
    },
    h(
      "div",
      { class: "sheet-bar" },
      close("top"),
      h("p", { class: "sheet-name", lang: "zh-CN" }, subject.name),
    ),
    h(
      "div",
      { class: "sheet-text" },
      h("h2", { id: "sheet-title", tabindex: "-1", lang: "zh-CN" }, subject.name),
      subject.post ? chinese("p", "post", subject.post) : null,
      h("p", { class: "small" }, ui.say("readNote")),
      ui.readings.of(subject.id).map((one) => material(ui, one)),
      h("p", { class: "sheet-end" }, close("bottom")),
    ),
  );
}

function material(ui, { title, sections }) {
  return h(
    "section",
    null,
    h("h3", null, localised(ui.language, title)),
    sections
      .map((section) => [
        section.title.zh ? h("h4", null, localised(ui.language, section.title)) : null,
        section.text
          .split("\n")
          .filter(Boolean)
          .map((line) => chinese("p", "line", line)),
      ])
      .flat(2),
  );
}

/** The Tab key stays on the sheet, Escape closes it. */
export function keepOnSheet(element, event) {
  if (event.key === "Escape") {
    history.back();
    return;
  }
  if (event.key !== "Tab") return;
  const buttons = element.querySelectorAll("button");
  const [first, last] = [buttons[0], buttons[buttons.length - 1]];
  const at = document.activeElement;
  const outside = !element.contains(at);
  if (event.shiftKey && (outside || at === first)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (outside || at === last)) {
    event.preventDefault();
    first.focus();
  }
}
