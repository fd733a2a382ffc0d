// Shows large numbers side by side, and writes anew only what changed.

const PARTS = ["label", "value", "mark"];

function number() {
  const node = document.createElement("div");
  node.append(...PARTS.map(() => document.createElement("div")));
  return node;
}

export default function ({ data, parentElement }) {
  const lines = JSON.parse(new TextDecoder().decode(data));
  const row = parentElement.querySelector("div.headlines") ?? document.createElement("div");
  row.className = "headlines";
  while (row.children.length > lines.length) row.lastChild.remove();
  while (row.children.length < lines.length) row.append(number());
  lines.forEach((texts, n) => {
    PARTS.forEach((part, m) => {
      const node = row.children[n].children[m];
      node.className = m === 2 ? `${part} ${texts[3]}` : part;
      if (node.textContent !== texts[m]) node.textContent = texts[m]; // never markup: names come from the records
    });
  });
  if (!row.isConnected) parentElement.append(row);
}
