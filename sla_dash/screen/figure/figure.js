// Draws one Plotly graph in a node that stays, and updates it in place.

const LIBRARY = "$LIBRARY"; // relative to the board's address
const CONFIG = {
  displayModeBar: false, // buttons inside what is one picture to a screen reader, and a third of the time to draw it
  doubleClick: "reset",
  responsive: false, // the observer below also sees a container that changes without the window
  scrollZoom: false,
  showTips: false,
};

let library; // a promise, shared by every chart of the page
const charts = new WeakMap();

function loadLibrary() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  library ??= new Promise((resolve, reject) => {
    let script = document.querySelector(`script[src$="/${LIBRARY}"]`); // the page's head may have begun already
    const found = script !== null;
    script ??= document.createElement("script");
    script.addEventListener("load", () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no library"))));
    script.addEventListener("error", () => reject(new Error("not found")));
    if (found) return;
    script.src = new URL(LIBRARY, document.baseURI).href;
    document.head.append(script);
  }).catch((error) => {
    library = undefined; // the next refresh tries again
    document.querySelector(`script[src$="/${LIBRARY}"]`)?.remove();
    throw error;
  });
  return library;
}

// A custom property of Streamlit's theme → its value for this viewer, safe inside JSON text.
function coloured(text, node) {
  const style = getComputedStyle(node);
  return text.replace(/var\((--st-[a-z0-9-]+)\)/g, (_, name) =>
    JSON.stringify(style.getPropertyValue(name).trim()).slice(1, -1),
  );
}

// Margins are fixed and leave the labels room, so looking for labels that stick out would be time for nothing.
function laidOut(layout, size) {
  const whole = { uirevision: "kept", xaxis: {}, yaxis: {}, ...layout, ...size };
  for (const name of Object.keys(whole)) {
    if (/^[xy]axis\d*$/.test(name)) whole[name] = { ticklabeloverflow: "allow", ...whole[name] };
  }
  return whole;
}

class Chart {
  constructor(parent) {
    this.node = document.createElement("div");
    this.node.style.width = "100%";
    parent.append(this.node);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.node);
  }

  show(text) {
    this.text = coloured(text, this.node);
    return this.draw();
  }

  async draw() {
    const { text, node } = this;
    const width = Math.floor(node.clientWidth);
    if (!text || !width) return;
    const { alt, least, rest, figure } = JSON.parse(text); // anew each time, because Plotly writes into what it is given
    node.style.height = rest === null ? `${least}px` : `max(${least}px, calc(100vh - ${rest}px))`;
    const height = Math.floor(node.clientHeight);
    if (text === this.drawnText && width === this.drawnWidth && height === this.drawnHeight) return;
    this.drawnText = text;
    this.drawnWidth = width;
    this.drawnHeight = height;
    try {
      const Plotly = await loadLibrary();
      if (this.closed || this.drawnText !== text || this.drawnWidth !== width || this.drawnHeight !== height) return; // a newer one is on its way
      if (!node._fullLayout) node.textContent = "";
      await Plotly.react(node, figure.data, laidOut(figure.layout, { width, height }), CONFIG);
      node.setAttribute("role", "img");
      node.setAttribute("aria-label", alt);
      this.keepHover(Plotly);
    } catch (error) {
      this.explain(alt, error);
    }
  }

  // An update leaves an open label with the numbers of before; asking again at the pointer's place renews it.
  keepHover(Plotly) {
    if (!this.listening) {
      this.listening = true;
      this.node.on("plotly_hover", ({ event, points }) => {
        if (event) this.hover = { event, subplot: points[0].xaxis?._id + points[0].yaxis?._id };
      });
      this.node.on("plotly_unhover", () => (this.hover = undefined));
    }
    if (this.hover && this.node.matches(":hover")) Plotly.Fx.hover(this.node, this.hover.event, this.hover.subplot);
  }

  explain(alt, error) {
    this.drawnText = undefined;
    this.listening = false;
    this.hover = undefined;
    if (this.node._fullLayout) window.Plotly.purge(this.node);
    this.node.removeAttribute("role");
    this.node.removeAttribute("aria-label");
    this.node.style.height = "";
    this.node.textContent = `${alt} The chart itself cannot be drawn (${error.message}): reload the page, and if that does not help, start the board with “sla-dash run”.`;
  }

  close() {
    this.closed = true;
    this.observer.disconnect();
    if (this.node._fullLayout) window.Plotly.purge(this.node);
    this.node.remove();
  }
}

export default function ({ data, parentElement }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new Chart(parentElement));
  charts.get(parentElement).show(new TextDecoder().decode(data));
  return () => {
    charts.get(parentElement)?.close();
    charts.delete(parentElement);
  };
}
