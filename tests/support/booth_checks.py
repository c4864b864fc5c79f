"""Questions to a page: is everything big enough, narrow enough, dark enough, named?

Each answers with a list of what is wrong; ``WIDE`` with the pixels beyond the glass.
"""

# Buttons and labels smaller than a finger, and anything wider than the glass.
SMALL = """() => Array.from(document.querySelectorAll(
    'button, summary, .option, .blank, textarea'))
  .filter((e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden')
  .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([name, box]) => `${name} ${box.width} x ${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Pairs of text and ground with less contrast than WCAG AA asks for.
FAINT = """() => {
  const curve = (v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  const channel = (v) => curve(v / 255);
  const read = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const color = read(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0.99) return color;
    }
    return [255, 255, 255];
  };
  return Array.from(document.querySelectorAll('body *')).filter((e) => e.getClientRects().length
    && Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
      const pair = [light(read(getComputedStyle(e).color)), light(ground(e))];
      const [a, b] = pair.sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.className || e.tagName, e.textContent.slice(0, 20)];
    }).filter(([ratio]) => ratio < 4.5).map(String);
}"""

# What has no name for a screen reader.
NAMELESS = """() => Array.from(document.querySelectorAll('button, input, textarea, a'))
  .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim()
    || (e.labels && e.labels.length && e.labels[0].textContent.trim()))).map((e) => e.outerHTML)"""

# On an English page: Chinese that is not marked as such, in texts and (but for marked names) in
# what is only read out.
CHINESE = """() => {
  const han = /[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]/;
  const marked = (e) => /^zh/.test((e.closest('[lang]') || document.documentElement).lang);
  const names = Array.from(document.querySelectorAll('[lang^=zh]'))
    .map((e) => e.textContent.split(/[\\s·]+/))
    .flat().filter(Boolean).sort((a, b) => b.length - a.length);
  const read = (text) => names.reduce((left, name) => left.split(name).join(''), text);
  const found = han.test(read(document.title)) ? [document.title] : [];
  for (const e of document.querySelectorAll('body *')) {
    if (/^(SCRIPT|STYLE|NOSCRIPT)$/.test(e.tagName) || marked(e)) continue;
    for (const node of e.childNodes) {
      if (node.nodeType === 3 && han.test(node.data)) found.push(node.data.trim());
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
      const text = e.getAttribute(name);
      if (text && han.test(read(text))) found.push(`${name}: ${text}`);
    }
  }
  return found;
}"""
