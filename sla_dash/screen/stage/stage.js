// Shows the five stops of a stand-up. All of them are there at once; a key only says which one is seen, so that nothing
// has to be asked of the server. Every word, mark and length comes finished.

const stages = new WeakMap();
const KEYS = {
  ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back",
  v: "measure", y: "day", h: "how", d: "theme", f: "full", t: "clock", "?": "keys", Escape: "leave",
};
const SECOND = 1000;

function make(tag, kind, ...inside) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.append(...inside.filter((one) => one !== null && one !== undefined)); // never markup: names come from the records
  return node;
}

function mark({ glyph, word, colour }) {
  const node = make("span", `mark ${colour}`, make("span", "glyph", glyph), make("span", "word", ` ${word}`));
  node.firstChild.setAttribute("aria-hidden", "true");
  return node;
}

function number(one, first) {
  const value = make("span", `value ${one.loud ? one.mark.colour : ""}`, one.value);
  return make("div", `number ${first ? "first" : "second"}`, value, make("div", "beside", mark(one.mark), make("div", "quiet", one.beside)));
}

function bar(one) {
  const track = make("div", one.length === null ? "track unknown" : "track");
  const put = (kind, from, to) => {
    const node = make("div", kind);
    node.style.setProperty("--from", from);
    node.style.setProperty("--to", to);
    track.append(node);
  };
  if (one.band) put("band", one.band[0], one.band[1]);
  if (one.length !== null) put(`length ${one.mark.colour}`, 0, one.length);
  if (one.due !== null) put("due", one.due, one.due);
  const said = make("div", `said ${one.mark.colour}`, make("span", "glyph", one.mark.glyph), ` ${one.said}`);
  said.title = one.mark.word;
  return make("div", "bar", make("div", "name", one.name), track, said);
}

function half(one, more) {
  const rows = make("div", "rows", ...one.bars.map(bar));
  rows.more = more;
  const notes = one.notes.length ? make("ul", "notes", ...one.notes.map((note) => make("li", "", note))) : null;
  return make("section", "half", make("h2", "", one.sentence), ...one.numbers.map((n, at) => number(n, at === 0)), rows, make("div", "more"), notes);
}

function table(one, more) {
  const cells = (kind, found) => make("tr", "", ...found.map(([text, loud]) => make(kind, loud ? "loud" : "", text)));
  const rows = make("tbody", "rows", ...one.rows.map((row) => cells("td", row.cells)));
  rows.more = more;
  const head = make("thead", "", cells("th", one.columns.map((text) => [text, false])));
  return make("section", "half", make("h2", "", one.sentence), make("table", "", head, rows), make("div", "more"), make("ul", "notes", ...one.notes.map((note) => make("li", "", note))));
}

function stop(one, more) {
  const node = make("div", `stop ${one.kind}`);
  for (const [measure, parts] of Object.entries(one.parts)) {
    const shown = make("div", "parts", ...parts.map((part) => (part.columns ? table(part, more) : half(part, more))));
    shown.dataset.measure = measure;
    node.append(shown);
  }
  const how = make("ul", "how", ...one.how.map((line) => make("li", "", line)));
  node.append(how);
  return node;
}

class Stage {
  constructor(parent) {
    this.root = make("div", "stage");
    this.root.tabIndex = 0;
    this.at = 0;
    this.root.addEventListener("keydown", (event) => this.key(event));
    parent.append(this.root);
    new ResizeObserver(() => this.fit()).observe(this.root);
    this.root.focus({ preventScroll: true });
  }

  show(text) {
    if (text === this.text) return;
    this.text = text;
    const content = JSON.parse(text);
    this.content = content;
    for (const [name, value] of Object.entries(content.colours)) this.root.style.setProperty(name, value);
    const dots = make("div", "dots", ...content.stops.map((name) => make("span", "dot", make("span", "name", name))));
    const head = make("header", "", make("div", "left", content.left), dots, make("div", "right", make("span", "clock")));
    const days = content.days.map((day, n) => {
      const node = make("div", "day", ...day.map((one) => stop(one, content.more)));
      node.dataset.day = n;
      return node;
    });
    const keys = make("dl", "keys", ...content.keys.flatMap(([key, said]) => [make("dt", "", key), make("dd", "", said)]));
    this.root.replaceChildren(head, ...days, keys, make("footer", "", make("div", "left", content.foot), make("div", "right", content.records)));
    this.turn();
  }

  turn() {
    const { dataset } = this.root;
    dataset.measure ??= this.content.measure;
    dataset.day ??= "0";
    for (const day of this.root.querySelectorAll(".day")) {
      [...day.children].forEach((one, n) => one.classList.toggle("seen", n === this.at && day.dataset.day === dataset.day));
    }
    this.root.querySelectorAll(".dot").forEach((one, n) => one.classList.toggle("seen", n === this.at));
    for (const one of this.root.querySelectorAll(".parts")) {
      one.classList.toggle("seen", ["both", dataset.measure].includes(one.dataset.measure));
    }
    this.fit();
  }

  fit() {
    // What does not fit is counted, never cut.
    for (const rows of this.root.querySelectorAll(".stop.seen .parts.seen .rows")) {
      const all = [...rows.children];
      all.forEach((one) => one.classList.remove("left-out"));
      const section = rows.closest("section");
      const more = section.querySelector(".more");
      more.textContent = "";
      let left = 0;
      while (section.scrollHeight > section.clientHeight + 1 && left < all.length) {
        left += 1;
        all[all.length - left].classList.add("left-out");
        more.textContent = rows.more[left];
      }
    }
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    const last = this.content.stops.length - 1;
    const wanted = Number(event.key) - 1;
    const what = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    if (this.content.stops[wanted]) this.at = wanted;
    else if (what === "next") this.at = Math.min(this.at + 1, last);
    else if (what === "back") this.at = Math.max(this.at - 1, 0);
    else if (what === "measure") this.root.dataset.measure = this.root.dataset.measure === "leads" ? "value" : "leads";
    else if (what === "day") this.root.dataset.day = this.root.dataset.day === "0" && this.content.days.length > 1 ? "1" : "0";
    else if (what === "full") this.root.classList.toggle("full");
    else if (what === "leave") this.root.classList.remove("full", "show-how", "show-keys");
    else if (what === "how") this.root.classList.toggle("show-how");
    else if (what === "keys") this.root.classList.toggle("show-keys");
    else if (what === "clock") this.begin();
    else if (what === "theme") this.root.classList.toggle("other");
    else return;
    event.preventDefault();
    this.turn();
  }

  begin() {
    // The clock of the meeting: it begins and ends with a key.
    const node = this.root.querySelector(".clock");
    if (this.ticking) {
      clearInterval(this.ticking);
      this.ticking = undefined;
      node.textContent = "";
      return;
    }
    const began = Date.now();
    const tick = () => {
      const passed = Math.floor((Date.now() - began) / SECOND);
      this.root.querySelector(".clock").textContent = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
    };
    tick();
    this.ticking = setInterval(tick, SECOND);
  }
}

export default function ({ data, parentElement }) {
  if (!stages.has(parentElement)) stages.set(parentElement, new Stage(parentElement));
  stages.get(parentElement).show(new TextDecoder().decode(data));
}
