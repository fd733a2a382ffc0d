// Shows the five stops of a stand-up. All of them are there at once; a key only says which one is seen, so that nothing
// has to be asked of the server. Every word, mark and length comes finished.

const stages = new WeakMap();
const KEYS = {
  ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back", ArrowDown: "answer",
  v: "measure", y: "day", h: "how", d: "theme", f: "full", t: "clock", "+": "add", x: "tick", "?": "keys", Escape: "leave",
};
const TAKEN = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu], [role=dialog]";
const SECOND = 1000;
const HEALTH = 5 * SECOND;
const PATIENCE = 3; // refreshes that may fail to come before a wall opens itself again

function make(tag, kind, ...inside) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.append(...inside.filter((one) => one !== null && one !== undefined)); // never markup: names come from the records
  return node;
}

function list(kind, lines) {
  return make("ul", kind, ...lines.map((line) => make("li", "", line)));
}

function glyph(mark) {
  const node = make("span", "glyph", mark.glyph);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function number(one, first) {
  const value = make("span", `value ${one.loud ? one.mark.colour : ""}`, one.value);
  const mark = make("span", `mark ${one.mark.colour}`, glyph(one.mark), ` ${one.mark.word}`);
  return make("div", first ? "number first" : "number", value, make("div", "beside", mark, make("div", "quiet", one.beside)));
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
  const said = make("div", `said ${one.mark.colour}`, glyph(one.mark), ` ${one.said}`);
  said.setAttribute("aria-label", `${one.mark.word}: ${one.said}`);
  said.setAttribute("role", "img");
  return make("div", "bar", make("div", "name", one.name), track, said);
}

function put(node, [x, y]) {
  node.style.setProperty("--x", x);
  node.style.setProperty("--y", y);
  return node;
}

function drawing(one) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 1 1");
  picture.setAttribute("preserveAspectRatio", "none");
  for (const stroke of one.strokes) {
    const node = document.createElementNS(picture.namespaceURI, "polyline");
    node.setAttribute("class", stroke.kind);
    node.setAttribute("points", stroke.points.map((point) => point.join(",")).join(" "));
    picture.append(node);
  }
  const texts = (kind, labels) => labels.map((label) => put(make("span", `${kind} ${label.side}${label.below ? " below" : ""}`, label.text), label.at));
  const node = make("div", "drawing", make("div", "picture", picture, ...texts("label", one.labels)), make("div", "axis", ...texts("at", one.axis)));
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", one.alt);
  return node;
}

const PARTS = {
  side(one) {
    const numbers = make("div", "numbers", ...one.numbers.map((found, n) => number(found, n === 0)));
    const rows = make("div", "rows", ...one.bars.map(bar));
    return [numbers, rows, make("div", "more"), one.drawing ? drawing(one.drawing) : null, list("notes", one.notes)];
  },

  table(one) {
    const cells = (tag, found) => make("tr", "", ...found.map(([text, loud]) => make(tag, loud ? "loud" : "", text)));
    const head = make("thead", "", cells("th", one.columns.map((text) => [text, false])));
    const rows = make("tbody", "rows", ...one.rows.map((row) => cells("td", row.cells)));
    const found = one.rows.length ? make("table", "", head, rows) : null;
    return [found, make("div", "more"), list("notes", one.notes)];
  },

  settling(one, stage) {
    const questions = one.questions.map((found, n) => stage.question(found, `${n + 1}`));
    const own = stage.content.writes ? stage.question(null, "+") : null;
    const still = make("div", "rows still", ...one.open.map((found) => stage.decision(found)));
    const before = one.open.length ? make("div", "before quiet", stage.content.words.before) : null;
    return [before, still, make("div", "more"), make("div", "questions", ...questions, own)];
  },
};

class Stage {
  constructor(parent) {
    this.root = make("div", "stage");
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "region");
    this.at = 0;
    this.spent = [];
    parent.append(this.root);
    this.ends = new AbortController();
    const { signal } = this.ends;
    new ResizeObserver(() => this.fit()).observe(this.root);
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    document.addEventListener("fullscreenchange", () => this.root.classList.toggle("full", this.covers()), { signal });
    this.watching = setInterval(() => this.watch(), HEALTH);
  }

  show(text, tell) {
    this.tell = tell;
    this.heard = Date.now();
    if (text === this.text) return;
    this.text = text;
    const begins = !this.content;
    const sent = JSON.parse(text);
    const content = { ...sent, ...sent.always };
    if (!content.days[0].stops.length) content.stops = [];
    this.content = content;
    const kept = this.typed();
    const { root } = this;
    root.setAttribute("aria-label", content.words.name);
    root.classList.toggle("wall", content.wall);
    root.classList.toggle("full", this.covers());
    root.dataset.shift = content.shift;
    const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme ??= content.theme ?? theme;
    const days = content.days.map((day) => make("div", "day", day.plain ? this.plain(day.plain) : null, ...day.stops.map((one) => this.stop(one))));
    const keys = make("dl", "keys", ...content.words.keys.flatMap((one) => this.named(one)));
    const away = make("div", "away", content.away);
    away.setAttribute("role", "status");
    root.replaceChildren(this.header(), make("div", "warning"), away, ...days, keys, this.footer(), this.people());
    root.querySelector(".told").textContent = content.told;
    if (begins) this.begin();
    this.turn();
    this.retype(kept);
  }

  begin() {
    const { content } = this;
    this.shown = 0;
    this.measure = content.days[0].measure;
    if (content.days[0].plain) this.at = -1;
    if (content.wall) this.rotate();
  }

  header() {
    const dots = this.content.stops.map((name, n) => {
      const dot = make("button", "dot");
      dot.type = "button";
      dot.setAttribute("aria-label", name);
      dot.title = name;
      dot.addEventListener("click", () => this.go(n));
      return dot;
    });
    return make("header", "", make("div", "left"), make("div", "dots", ...dots), make("div", "right", make("span", "clock")));
  }

  footer() {
    const hint = make("button", "hint", this.content.words.hint);
    hint.type = "button";
    hint.addEventListener("click", () => this.toggle("keys"));
    const told = make("div", "told");
    told.setAttribute("role", "status");
    return make("footer", "", this.content.wall ? make("div") : hint, told, make("div", "right"));
  }

  people() {
    const node = make("datalist", "");
    node.id = "sla-stage-people";
    node.append(...this.content.people.map((name) => Object.assign(make("option"), { value: name })));
    return node;
  }

  named([written, said, key]) {
    const button = make("button", "", written);
    button.type = "button";
    button.addEventListener("click", () => {
      this.toggle("keys");
      if (key !== "?") this.press(key);
    });
    return [make("dt", "", button), make("dd", "", said)];
  }

  plain(one) {
    return make("div", "stop plain", make("h2", "", one.sentence), list("", one.lines));
  }

  stop(one) {
    const node = make("div", `stop ${one.kind}`);
    for (const [measure, parts] of Object.entries(one.parts)) {
      const shown = make("div", "parts", ...parts.map((part) => {
        const kind = part.bars ? "side" : part.columns ? "table" : "settling";
        const section = make("section", `part ${kind}`, make("h2", "", part.sentence), ...PARTS[kind](part, this));
        section.querySelector(".more").dataset.beyond = part.beyond;
        return section;
      }));
      shown.dataset.measure = measure;
      node.append(shown);
    }
    node.append(make("div", "how", list("rows", one.how), make("div", "more")));
    return node;
  }

  question(found, sign) {
    const { content } = this;
    const { words } = content;
    const key = found ? found.key : "";
    const row = make("div", found ? "question" : "question own");
    const said = found ? make("div", "", make("div", "asked", found.asked), make("div", "why quiet", found.why)) : this.field("what", key, words.what);
    row.append(make("span", "sign", sign), said);
    if (!content.writes) return row;
    const who = this.field("who", key, words.who);
    who.setAttribute("list", "sla-stage-people");
    const by = make("select", "", ...content.by.map(([value, label]) => Object.assign(make("option", "", label), { value })));
    by.value = content.due;
    by.dataset.field = `by ${key}`;
    by.setAttribute("aria-label", words.by);
    const send = make("button", "send", words.send);
    send.type = "button";
    const fields = found ? [who, by] : [said, who, by];
    const write = () => {
      const empty = fields.find((one) => !one.value.trim());
      if (empty) empty.focus();
      else this.tell("answered", { key, what: found ? found.asked : said.value, who: who.value, by: by.value, seen: content.seen });
    };
    send.addEventListener("click", write);
    fields.forEach((one, n) => one.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (fields[n + 1]) fields[n + 1].focus();
      else write();
    }));
    row.append(who, by, send);
    return row;
  }

  field(name, key, label) {
    const node = make("input");
    node.dataset.field = `${name} ${key}`;
    node.maxLength = 200;
    node.placeholder = label;
    node.setAttribute("aria-label", label);
    node.autocomplete = "off";
    return node;
  }

  decision(one) {
    const what = make("div", "", one.what, one.since ? make("div", "why quiet", one.since) : null);
    const row = make("div", "decision", make("span", `mark ${one.mark.colour}`, glyph(one.mark)), what, make("div", "quiet", one.who), make("div", one.mark.colour, one.mark.word));
    if (this.content.writes) {
      const tick = make("button", "tick", this.content.words.done);
      tick.type = "button";
      tick.addEventListener("click", () => this.tell("ticked", { id: one.id, seen: this.content.seen }));
      row.append(tick);
    }
    return row;
  }

  typed() {
    const fields = [...this.root.querySelectorAll("[data-field]")].filter((one) => one.tagName !== "SELECT" || one.value);
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.field : undefined;
    return { values: fields.map((one) => [one.dataset.field, one.value]), focused };
  }

  retype({ values, focused }) {
    this.cleared ??= this.content.cleared;
    if (this.content.cleared !== this.cleared) {
      this.cleared = this.content.cleared;
      this.root.focus({ preventScroll: true });
      return;
    }
    for (const [field, value] of values) {
      for (const one of this.root.querySelectorAll("[data-field]")) if (one.dataset.field === field && value) one.value = value;
    }
    if (focused === undefined) return;
    const again = [...this.root.querySelectorAll("[data-field]")].find((one) => one.dataset.field === focused && one.checkVisibility());
    (again ?? this.root).focus({ preventScroll: true });
  }

  turn() {
    const { root, content } = this;
    const day = content.days[this.shown] ?? content.days[0];
    if (this.at < 0 && !day.plain) this.at = 0;
    if (!day.stops.length) this.at = -1;
    root.querySelectorAll(".day").forEach((one, n) => {
      for (const stop of one.querySelectorAll(".stop")) stop.classList.remove("seen");
      if (content.days[n] !== day) return;
      const stops = one.querySelectorAll(".stop:not(.plain)");
      (this.at < 0 ? one.querySelector(".plain") : stops[this.at]).classList.add("seen");
    });
    root.querySelector("header .left").textContent = day.head;
    root.querySelector("footer .right").textContent = day.records;
    const warning = [content.warning, day.warning].filter((one) => one).join(" ");
    root.querySelector(".warning").textContent = warning;
    root.classList.toggle("old", warning !== "");
    const { colours } = content;
    for (const [name, value] of Object.entries(colours[root.dataset.theme])) root.style.setProperty(name, value);
    root.querySelectorAll(".dot").forEach((one, n) => {
      one.classList.toggle("seen", n === this.at);
      one.setAttribute("aria-pressed", n === this.at);
    });
    for (const one of root.querySelectorAll(".parts")) {
      one.classList.toggle("seen", ["both", this.measure].includes(one.dataset.measure));
    }
    this.tick();
    this.fit();
  }

  fit() {
    // What does not fit is counted, never cut: drawings go first and notes of the part whose notes are the highest, as the
    // parts beside it have that room anyway, then rows of the part that has most of them.
    for (const whole of this.root.querySelectorAll(".stop.seen .parts.seen, .stop.seen .how")) {
      const parts = whole.matches(".how") ? [whole] : [...whole.children];
      const all = (kind) => parts.map((part) => [...(part.querySelector(kind)?.children ?? [])]);
      const [rows, notes] = [all(".rows"), all(".notes")];
      const shown = rows.map((one) => one.length);
      const drawings = [...whole.querySelectorAll(".drawing")];
      [...drawings, ...[...rows, ...notes].flat()].forEach((one) => one.classList.remove("left-out"));
      const count = (n) => {
        const more = parts[n].querySelector(".more");
        const hidden = rows[n].length - shown[n] + Number(more.dataset.beyond ?? 0);
        more.textContent = hidden ? this.content.words.more.replace("#", hidden.toLocaleString("en")) : "";
      };
      parts.forEach((_, n) => count(n));
      const over = () => parts.some((part) => part.scrollHeight > part.clientHeight + 1 || part.offsetHeight > whole.clientHeight + 1);
      const high = (list) => list[0].parentElement.offsetHeight;
      const drop = (least) => {
        for (let left; over() && (left = notes.filter((one) => one.length > least)).length; ) {
          left.reduce((most, one) => (high(one) > high(most) ? one : most)).pop().classList.add("left-out");
        }
      };
      if (over()) drawings.forEach((one) => one.classList.add("left-out"));
      drop(1);
      while (over() && Math.max(...shown) > 0) {
        const n = shown.indexOf(Math.max(...shown));
        shown[n] -= 1;
        rows[n][shown[n]].classList.add("left-out");
        count(n);
      }
      drop(0);
    }
  }

  key(event) {
    const { root } = this;
    const { target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || (!root.contains(target) && target.closest(TAKEN))) return;
    const typing = /^(INPUT|SELECT)$/.test(target.tagName);
    if (typing && event.key !== "Escape") return;
    if (target.closest("a, button") && (event.key === " " || event.key === "Enter")) return;
    if (typing) root.focus({ preventScroll: true });
    else if (!this.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  press(pressed) {
    const { root, content } = this;
    const last = content.stops.length - 1;
    const what = KEYS[pressed] ?? KEYS[pressed.toLowerCase()];
    const field = (found) => root.querySelector(`.stop.seen ${found}`)?.focus();
    if (content.stops[Number(pressed) - 1]) this.go(Number(pressed) - 1);
    else if (what === "next") this.go(Math.min(this.at + 1, last));
    else if (what === "back") this.go(Math.max(this.at - 1, content.days[this.shown].plain ? -1 : 0));
    else if (what === "measure") this.measure = this.measure === "leads" ? "value" : "leads";
    else if (what === "day") this.other();
    else if (what === "full") this.cover();
    else if (what === "leave") this.leave();
    else if (what === "how" || what === "keys") this.toggle(what);
    else if (what === "clock") this.clock();
    else if (what === "theme") root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    else if (what === "answer") field("input");
    else if (what === "add") field(".own input");
    else if (what === "tick") field(".tick");
    else return false;
    this.turn();
    return true;
  }

  go(stop) {
    this.at = stop;
    this.root.classList.remove("show-how", "show-keys");
    this.turn();
  }

  toggle(what) {
    this.root.classList.remove(what === "how" ? "show-keys" : "show-how");
    this.root.classList.toggle(`show-${what}`);
    this.fit();
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.root.classList.remove("show-how", "show-keys");
    this.root.classList.toggle("full", this.content.wall);
  }

  covers() {
    return this.content?.wall || document.fullscreenElement === this.root || this.root.classList.contains("full");
  }

  cover() {
    const full = this.covers();
    this.root.classList.toggle("full", this.content.wall || !full);
    if (document.fullscreenElement) document.exitFullscreen();
    else if (!full) this.root.requestFullscreen?.().catch(() => {}); // a page that may not still covers its window
  }

  other() {
    if (this.content.days.length > 1) this.shown = this.shown ? 0 : 1;
    else {
      this.shown = 1; // shown as soon as it is here
      this.tell("asked", { before: true });
    }
  }

  rotate() {
    // A wall goes round by itself; while its morning is none like the others, that is what it shows.
    setTimeout(() => {
      if (this.ends.signal.aborted) return;
      if (this.at >= 0) this.go((this.at + 1) % this.content.stops.length);
      this.rotate();
    }, this.content.seconds * SECOND);
  }

  clock() {
    // The clock of the meeting: it begins and ends with a key.
    if (this.ticking) {
      clearInterval(this.ticking);
      this.ticking = undefined;
    } else {
      this.spent = this.content.minutes.map(() => 0);
      this.ticking = setInterval(() => {
        if (this.at >= 0) this.spent[this.at] += 1;
        this.tick();
      }, SECOND);
    }
  }

  tick() {
    const node = this.root.querySelector(".clock");
    node.textContent = "";
    if (!this.ticking) return;
    const time = (seconds) => `${seconds < 0 ? "−" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
    const { minutes, words } = this.content;
    const left = minutes.map((one, n) => one * 60 - this.spent[n]);
    const whole = this.content.meeting * 60 - this.spent.reduce((sum, one) => sum + one, 0);
    if (this.at >= 0) {
      const stop = make("span", "", `${words.stop} ${time(left[this.at])}`);
      stop.classList.toggle("amber", left[this.at] < 0);
      node.append(stop, " · ");
    }
    node.append(make("strong", whole < 0 ? "amber" : "", time(whole)));
  }

  close() {
    this.ends.abort();
    clearInterval(this.watching);
    clearInterval(this.ticking);
  }

  async watch() {
    // Say when the server is away, and come back when it is there again.
    const { root, content } = this;
    let answers = false;
    try {
      answers = (await fetch(new URL("_stcore/health", document.baseURI), { cache: "no-store" })).ok;
    } catch { /* away */ }
    root.classList.toggle("gone", !answers);
    this.fit();
    if (answers && content.wall && Date.now() - this.heard > PATIENCE * content.period * SECOND) location.reload();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!stages.has(parentElement)) stages.set(parentElement, new Stage(parentElement));
  stages.get(parentElement).show(new TextDecoder().decode(data), setTriggerValue);
  return () => {
    stages.get(parentElement)?.close();
    stages.delete(parentElement);
  };
}
