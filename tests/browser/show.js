// Shows a stage in an empty page, by nothing but its own script and styles; what it sends is kept in `sent`.
async ([script, style, data]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  document.body.style.margin = 0;
  const { default: show } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  window.sent = [];
  window.show = (text) => show({
    data: Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), parentElement: document.body,
    setTriggerValue: (name, value) => sent.push([name, value]),
  });
  window.show(data);
  document.querySelector(".stage").classList.add("full");
  window.dispatchEvent(new Event("resize"));
}
