// Shows sliders in groups, each with a box to type its place. What somebody moves or types is sent at once, one step at
// a time: while an answer is on its way, further steps wait and then go together.

const panels = new WeakMap();
const TIMES = { k: 1e3, m: 1e6 };
let made = 0;

// Read "200,000", "221 k", "34.5 %" and "34,5" as numbers; NaN for what is none.
function read(text, whole) {
  let [, bare, times] = text.replace(/[\s%'’]/g, "").match(/^([\d.,]*\d[\d.,]*)([km]?)$/i) ?? [];
  if (!bare) return NaN;
  if (whole && !times) bare = bare.replace(/[.,](?=\d{3}(?:[.,]|$))/g, "");
  return Number(bare.replace(",", ".")) * (TIMES[times.toLowerCase()] ?? 1);
}

function element(tag, className) {
  return Object.assign(document.createElement(tag), { className });
}

class Panel {
  constructor(parent) {
    this.parent = parent;
    this.rows = new Map();
    this.waiting = {};
    this.asked = false;
  }

  show(text, send) {
    this.send = send;
    this.asked = false;
    if (text !== this.text) {
      this.text = text;
      const { groups, unfolded, back } = JSON.parse(text);
      const shape = JSON.stringify(groups.map(({ name, sliders }) => [name, sliders.map(({ key }) => key)]));
      if (shape !== this.shape) this.build(groups, unfolded, back);
      this.shape = shape;
      const sliders = groups.flatMap((group) => group.sliders);
      for (const one of sliders) this.update(one);
      this.back.disabled = sliders.every(({ at, start }) => at === start);
    }
    this.flush();
  }

  build(groups, unfolded, back) {
    this.rows.clear();
    this.parent.querySelector("div.sliders")?.remove();
    const all = element("div", "sliders");
    this.back = Object.assign(element("button", "all"), { type: "button", textContent: back });
    this.back.addEventListener("click", () => this.begin([...this.rows.values()]));
    for (const { name, sliders } of groups) {
      const rows = sliders.map(({ key }) => this.row(key));
      if (!name) {
        all.append(...rows);
        continue;
      }
      const [group, title] = [document.createElement("details"), document.createElement("summary")];
      title.textContent = name;
      group.open = unfolded-- > 0;
      group.append(title, ...rows);
      all.append(group);
    }
    all.prepend(this.back);
    this.parent.append(all);
  }

  row(key) {
    const node = element("div", "row");
    const row = { key, box: element("input", "box"), shown: document.createElement("output") };
    row.label = document.createElement("label");
    row.back = Object.assign(element("button", "one"), { type: "button", textContent: "↺" });
    row.input = Object.assign(document.createElement("input"), { type: "range", id: `slider-${++made}` });
    row.note = Object.assign(element("p", "note"), { id: `note-${made}` });
    row.refused = element("p", "refused");
    row.refused.setAttribute("role", "alert");
    row.label.htmlFor = row.input.id;
    row.box.inputMode = "decimal";
    row.box.autocomplete = "off";
    for (const one of [row.input, row.box]) one.setAttribute("aria-describedby", row.note.id);
    row.input.addEventListener("input", () => this.moved(row, row.input.value));
    row.box.addEventListener("input", () => (row.typing = true));
    row.box.addEventListener("change", () => this.typed(row));
    row.box.addEventListener("keydown", (event) => event.key === "Escape" && this.settle(row));
    row.back.addEventListener("click", () => this.begin([row]));
    node.append(row.label, row.input, row.box, row.shown, row.back, row.note, row.refused);
    this.rows.set(key, row);
    return node;
  }

  update(sent) {
    const { key, label, shown, low, high, step, at, start, note, back, typed } = sent;
    const row = this.rows.get(key);
    row.sent = sent;
    row.label.textContent = label; // never markup: names come from the records
    row.note.textContent = note;
    row.shown.textContent = typed ? "" : shown;
    row.box.hidden = !typed;
    row.box.setAttribute("aria-label", label);
    row.input.setAttribute("aria-label", label);
    row.input.setAttribute("aria-valuetext", shown);
    row.back.setAttribute("aria-label", `${label}: ${back}`);
    row.back.title = back;
    row.back.style.visibility = at === start ? "hidden" : "";
    Object.assign(row.input, { min: low, max: high, step });
    if (!(key in this.waiting)) row.input.value = at;
    if (!row.typing) this.settle(row);
  }

  typed(row) {
    const { least, most, whole, refusal } = row.sent.typed;
    const place = read(row.box.value, whole);
    if (place >= Number(least) && place <= Number(most) && !(whole && place % 1)) {
      this.moved(row, String(place));
      if (String(place) === row.sent.at) this.settle(row);
      return;
    }
    row.box.setAttribute("aria-invalid", "true"); // and what was typed stays, to be put right
    row.refused.textContent = refusal;
  }

  settle(row) {
    row.typing = false;
    row.box.value = row.sent.shown;
    row.box.removeAttribute("aria-invalid");
    row.refused.textContent = "";
  }

  moved(row, place) {
    row.typing = false;
    this.waiting[row.key] = place;
    this.flush();
  }

  begin(rows) {
    for (const row of rows) this.moved(row, row.sent.start);
    rows[0].input.focus();
  }

  flush() {
    if (this.asked || !Object.keys(this.waiting).length) return;
    this.asked = true;
    this.send(this.waiting);
    this.waiting = {};
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!panels.has(parentElement)) panels.set(parentElement, new Panel(parentElement));
  panels.get(parentElement).show(new TextDecoder().decode(data), (moved) => setTriggerValue("moved", moved));
}
