// Shows sliders in groups. What somebody moves is sent at once, one step at a time: while an answer is on its way,
// further steps wait and then go together.

const panels = new WeakMap();

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
      const groups = JSON.parse(text);
      const shape = JSON.stringify(groups.map(({ name, sliders }) => [name, sliders.map(({ key }) => key)]));
      if (shape !== this.shape) this.build(groups);
      this.shape = shape;
      for (const one of groups.flatMap(({ sliders }) => sliders)) this.update(one);
    }
    this.flush();
  }

  build(groups) {
    this.rows.clear();
    this.parent.querySelector("div.sliders")?.remove();
    const all = document.createElement("div");
    all.className = "sliders";
    let open = true; // the first group that folds
    for (const { name, sliders } of groups) {
      const rows = sliders.map(({ key }) => this.row(key));
      if (!name) {
        all.append(...rows);
        continue;
      }
      const [group, title] = [document.createElement("details"), document.createElement("summary")];
      title.textContent = name;
      group.open = open;
      open = false;
      group.append(title, ...rows);
      all.append(group);
    }
    this.parent.append(all);
  }

  row(key) {
    const [row, label, shown, input] = ["label", "span", "output", "input"].map((tag) => document.createElement(tag));
    input.type = "range";
    input.addEventListener("input", () => {
      this.waiting[key] = input.value;
      this.flush();
    });
    row.append(label, shown, input);
    this.rows.set(key, { label, shown, input });
    return row;
  }

  update({ key, label, shown, least, most, step, at }) {
    const row = this.rows.get(key);
    row.label.textContent = label; // never markup: names come from the records
    row.shown.textContent = shown;
    row.input.setAttribute("aria-label", label);
    row.input.setAttribute("aria-valuetext", shown);
    Object.assign(row.input, { min: least, max: most, step });
    if (!(key in this.waiting)) row.input.value = at;
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
