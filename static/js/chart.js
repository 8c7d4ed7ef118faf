// Draws a figure when it comes into view. The bundle (a classic script of npm's plotly.js-basic)
// is fetched once, and only then. It shares nothing and asks no other server; the style elements
// that it would write stand ready in the page's head (templates/shared/chart.html).

const NEAR = "300px";
const TEXT = 0.875; // of the page's text size
const DARK = 0.4; // relative luminance below which a plain fill stands for a full one
const TOO_NARROW = 16; // in heights of a letter (rem): below it the table says more than a drawing
const LETTER = 0.5; // width of a letter in a legend, of the page's text size
const LEGEND_MARK = 48; // pixels beside the text of an entry
const LEGEND_ROW = 24; // pixels that charts/bars.py keeps for each entry
const DESIGNED_FOR = 16; // pixels; the text size for which figures name their heights and margins

const CONFIG = {
  responsive: true,
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false,
  plotlyServerURL: "",
};

let bundle;

export function bind(place) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        draw(place).catch(() => showTable(place));
      }
    },
    { rootMargin: NEAR },
  );
  observer.observe(place);
}

async function draw(place) {
  const look = readLook();
  if (place.clientWidth < TOO_NARROW * look.size) {
    showTable(place);
    return;
  }
  const figure = JSON.parse(place.parentElement.querySelector("script[type='application/json']").textContent);
  bundle ??= load(place.dataset);
  await bundle;
  const data = look.ink ? figure.data.map((trace) => inOneInk(trace, look)) : figure.data;
  const layout = withLook(figure.layout, look);
  giveBackLegendRows(place, data, layout, look.size);
  await window.Plotly.newPlot(place, data, layout, { ...CONFIG, locale: document.documentElement.lang });
}

function showTable(place) {
  place.classList.add("chart__plot--failed");
  place.parentElement.querySelector("details").open = true;
}

async function load({ bundle: address, locale }) {
  allowStyleAttributes();
  await script(address);
  if (document.documentElement.lang === "de") {
    await script(locale);
  }
}

function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

// The policy forbids style attributes that are set as text; set as properties they are allowed.
function allowStyleAttributes() {
  const original = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function setAttribute(name, value) {
    if (name === "style" && this.style) {
      this.style.cssText = value;
      return;
    }
    original.call(this, name, value);
  };
}

// Colours and text size of the page as it is shown: tokens.css, or the system's own contrast.
function readLook() {
  const root = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  const token = (name) => root.getPropertyValue(name).trim();
  const look = {
    text: token("--chart-text"),
    grid: token("--chart-grid"),
    background: token("--chart-background"),
    ink: token("--chart-ink"),
    family: body.fontFamily,
    size: parseFloat(root.fontSize),
  };
  if (matchMedia("(forced-colors: active)").matches) {
    return { ...look, text: body.color, grid: body.color, background: body.backgroundColor, ink: body.color };
  }
  return look;
}

function withLook(layout, look) {
  const scale = look.size / DESIGNED_FOR;
  const changed = {
    ...layout,
    height: layout.height * scale,
    margin: scaled(layout.margin, scale),
    dragmode: false,
    paper_bgcolor: look.background,
    plot_bgcolor: look.background,
    font: { ...layout.font, family: look.family, size: look.size * TEXT, color: look.text },
    hoverlabel: {
      ...layout.hoverlabel,
      bgcolor: look.background,
      bordercolor: look.text,
      font: { family: look.family, size: look.size * TEXT, color: look.text },
    },
  };
  for (const [name, axis] of Object.entries(layout)) {
    if (/^[xy]axis\d*$/.test(name)) {
      changed[name] = {
        ...axis,
        fixedrange: true,
        gridcolor: look.grid,
        griddash: look.ink ? "dot" : "solid",
        linecolor: look.text,
        zerolinecolor: look.text,
        tickcolor: look.text,
      };
    }
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    changed.transition = { duration: 0 };
  }
  if (look.ink) {
    changed.shapes = layout.shapes?.map((shape) => ({ ...shape, line: { ...shape.line, color: look.ink } }));
    changed.annotations = layout.annotations?.map((note) => ({
      ...note,
      bgcolor: look.background,
      font: { ...note.font, color: look.ink },
      arrowcolor: look.ink,
    }));
  }
  return changed;
}

// Figures keep a row of the legend for each entry, as a phone needs it; a wide page needs fewer.
function giveBackLegendRows(place, data, layout, size) {
  if (!layout.showlegend || !(layout.margin.b > 0)) {
    return;
  }
  const names = data.filter((trace) => trace.name && trace.showlegend !== false).map((trace) => trace.name);
  const widest = Math.max(0, ...names.map((name) => name.length));
  const entry = widest * size * LETTER + LEGEND_MARK;
  const inRow = Math.max(1, Math.floor((place.clientWidth - LEGEND_MARK) / entry));
  const spare = (names.length - Math.ceil(names.length / inRow)) * LEGEND_ROW * (size / DESIGNED_FOR);
  layout.height -= spare;
  layout.margin = { ...layout.margin, b: layout.margin.b - spare };
  place.style.minBlockSize = `${layout.height}px`;
}

function scaled(sizes, scale) {
  return Object.fromEntries(Object.entries(sizes ?? {}).map(([side, size]) => [side, size * scale]));
}

// A contrast theme has one ink and one ground: a dark plain fill becomes ink, every other fill
// becomes ground with its outline and its pattern in ink. Patterns and symbols stay what they are.
function inOneInk(trace, look) {
  const changed = { ...trace, textfont: { ...trace.textfont, color: look.ink } };
  if (trace.line) {
    changed.line = { ...trace.line, color: look.ink };
  }
  if (trace.fill && trace.fill !== "none") {
    changed.fillcolor = look.background;
  }
  if (trace.marker) {
    const pattern = trace.marker.pattern;
    const shapes = pattern?.shape ?? "";
    const fill = (colour, shape) => (!shape && luminance(colour) < DARK ? look.ink : look.background);
    const one = trace.marker.color;
    changed.marker = {
      ...trace.marker,
      color: Array.isArray(one)
        ? one.map((colour, index) => fill(colour, Array.isArray(shapes) ? shapes[index] : shapes))
        : Array.isArray(shapes)
          ? shapes.map((shape) => fill(one, shape))
          : fill(one, shapes),
      line: { ...trace.marker.line, color: look.ink, width: 1.5 },
    };
    if (pattern) {
      changed.marker.pattern = { ...pattern, fgcolor: look.ink, bgcolor: look.background };
    }
    if (trace.type === "bar") {
      const fills = changed.marker.color;
      const opposite = (colour) => (colour === look.ink ? look.background : look.ink);
      changed.insidetextfont = { color: Array.isArray(fills) ? fills.map(opposite) : opposite(fills) };
      changed.outsidetextfont = { color: look.ink };
    }
  }
  return changed;
}

function luminance(colour) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? "");
  if (!parts) {
    return 1;
  }
  const [red, green, blue] = parts.slice(1).map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
