"use strict";

// Lays pictures out: the largest type at which all fits, found by the browser's own layout.
// A sheet is one picture (section.picture); sizes are CSS pixels.

const paper = document.getElementById("paper");
const ROW = 1.75; // height of a chart's row in ems of its labels
const AXIS = 2.6; // and of its axis
const MOST_ROWS = 60; // more than any sheet can hold
const MOST_NAMES = 12; // of marks on a map, whose rows are left out
const SLACK = 1; // browsers round

const find = (sheet, selector) => [...sheet.querySelectorAll(selector)];
const sheetAt = (index) => paper.querySelectorAll(".picture")[index];

async function show(html) {
  find(paper, ".chart").forEach((chart) => Plotly.purge(chart));
  paper.innerHTML = html;
  await Promise.all([...document.fonts].map((face) => face.load()));
}

// The largest whole number from low to high at which `holds`; low where none does.
function largest(low, high, holds) {
  if (high <= low || holds(high)) return Math.max(low, high);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const titles = new WeakMap(); // sheet -> size of labels -> size of title

// The largest title of at most two lines; of more lines only where it would fall below its own least size.
function findTitle(sheet, size, least) {
  if (!titles.has(sheet)) titles.set(sheet, new Map());
  const known = titles.get(sheet);
  if (!known.has(size)) {
    const title = sheet.querySelector(".title");
    const smallest = Math.round(1.43 * Math.min(size, least));
    const onTwoLines = (px) => {
      title.style.fontSize = `${px}px`;
      return title.offsetHeight < 2.5 * 1.18 * px;
    };
    known.set(size, largest(smallest, Math.floor(1.47 * size), onTwoLines));
  }
  return known.get(size);
}

function setSize(sheet, size, least) {
  sheet.style.fontSize = `${size}px`;
  sheet.querySelector(".title").style.fontSize = `${findTitle(sheet, size, least)}px`;
  for (const chart of find(sheet, ".chart")) {
    const rows = Number(chart.dataset.shown || chart.dataset.rows);
    const high = chart.dataset.heights ? Number(chart.dataset.heights.split(" ")[rows - 1]) : rows;
    const map = chart.dataset.aspect && Math.min(rows * ROW, chart.clientWidth / size / Number(chart.dataset.aspect));
    chart.style.minHeight = `${map || high * ROW + AXIS}em`;
    chart.style.flexGrow = high;
    if (!map) chart.style.maxHeight = `${2 * high * ROW + AXIS}em`; // few rows do not float apart
  }
}

function holdsAll(sheet) {
  const boxes = [sheet, sheet.querySelector(".body"), ...find(sheet, ".beside > *")];
  const high = boxes.every((box) => box.scrollHeight <= box.clientHeight + SLACK);
  return high && [...boxes, ...find(sheet, "th, td, p, h2")].every((box) => box.scrollWidth <= box.clientWidth + SLACK);
}

// Shows the first `count` rows of all tables together, or of a chart that can be shortened, and says what is left out.
function keep(sheet, chart, count) {
  const rows = find(sheet, "tr.row");
  if (chart) chart.dataset.shown = count;
  else {
    rows.forEach((row, index) => row.classList.toggle("dropped", index >= count));
    find(sheet, "tbody, .frame").forEach((box) => box.classList.toggle("dropped", !box.querySelector("tr.row:not(.dropped)")));
  }
  const total = chart ? Number(chart.dataset.rows) : rows.length;
  const more = sheet.querySelector(".more");
  const counts = (chart ?? sheet.querySelector('[data-counts="places"]'))?.dataset.counts ?? "rows";
  const left = count ? `First ${count} of ${total} ${counts}` : `${total} ${counts} left out`;
  // A number on a map never stands without its name.
  const names = counts === "places" ? rows.slice(count).map((row) => row.cells[0].textContent.trim().replace(/\s+/, "\u00a0")) : [];
  const marked = names.filter((name) => /^\d/.test(name)).slice(0, MOST_NAMES).join("; ");
  const said = [marked && `Also marked: ${marked}`, count < total ? left : "", more.dataset.more].filter(Boolean).join(". ");
  more.textContent = said && more.dataset.where ? `${said}; all at ${more.dataset.where}` : said;
}

// How tables stand: with the widths they ask for, with widths the browser chooses, or each row folded into two lines.
const MODES = ["set", "free", "folded"];

function reset(sheet, mode) {
  sheet.dataset.mode = mode;
  sheet.style.removeProperty("--row-pad");
  find(sheet, ".chart").forEach((chart) => delete chart.dataset.shown);
  keep(sheet, null, Infinity);
}

// Finds the mode and the largest size at which every row fits; 0 where none does.
function fitWhole(sheet, modes, { most, least }) {
  const holds = (size) => {
    setSize(sheet, size, least);
    return holdsAll(sheet);
  };
  let [best, size] = [null, 0];
  for (const mode of modes) {
    if (mode === "folded" && size) break; // columns are easier to compare
    reset(sheet, mode);
    const found = holds(Math.max(least, size + 1)) ? largest(Math.max(least, size + 1), most, holds) : 0;
    if (found > size) [best, size] = [mode, found];
    if (size >= most) break;
  }
  if (!size) return 0;
  reset(sheet, best);
  setSize(sheet, size, least);
  return size;
}

// Drops rows from the end until the rest fits: rows of tables first, then those of a chart that can be shortened.
function fitFirst(sheet, modes, size, least) {
  const charts = find(sheet, ".chart[data-shortens]");
  const rows = find(sheet, "tr.row").length;
  const ways = rows ? [[null, rows, sheet.querySelector(".chart") ? 0 : 1]] : [];
  charts.forEach((chart) => ways.push([chart, Number(chart.dataset.rows), 1]));
  for (const [chart, total, fewest] of ways) {
    const start = (mode) => {
      reset(sheet, mode);
      if (chart && rows) keep(sheet, null, 0);
    };
    const holds = (count) => {
      keep(sheet, chart, count);
      setSize(sheet, size, least);
      return holdsAll(sheet);
    };
    let [best, count] = [null, fewest - 1];
    for (const mode of modes) {
      start(mode);
      const more = mode === "folded" ? Math.max(2 * count, 1) : count + 1; // columns are easier to compare
      if (more <= total && holds(more)) [best, count] = [mode, largest(more, Math.min(total, MOST_ROWS), holds)];
    }
    if (!best) continue;
    start(best);
    return holds(count);
  }
  return false;
}

function search(sheet, bounds) {
  const { least, floor } = bounds;
  const modes = sheet.querySelector("table") ? MODES : MODES.slice(0, 1);
  const size = fitWhole(sheet, modes, bounds);
  if (size) return size;
  for (let smaller = least; smaller >= floor; smaller--) {
    if (fitFirst(sheet, modes, smaller, least)) return smaller;
    if (smaller < least && fitWhole(sheet, modes, { most: smaller, least: smaller })) return smaller;
  }
  return null;
}

// Fits a sheet with labels of `least` to `most` px; below `least`, down to `floor`, only where nothing else helps.
function fit(index, bounds) {
  const sheet = sheetAt(index);
  const size = search(sheet, bounds);
  if (size === null) return null;
  spreadRows(sheet);
  const charts = find(sheet, ".chart").map((chart) => ({
    rows: chart.dataset.shown ? Number(chart.dataset.shown) : null,
    width: getBox(chart).width,
  }));
  return { size, charts, shown: find(sheet, "tr.row:not(.dropped)").length, rows: find(sheet, "tr.row").length };
}

// Gives the rows of a table the room that is left.
function spreadRows(sheet) {
  const spread = (hundredths) => {
    sheet.style.setProperty("--row-pad", `${hundredths / 100}em`);
    return holdsAll(sheet);
  };
  const tightest = sheet.dataset.mode === "set" ? 30 : 20;
  spread(largest(tightest, sheet.querySelector(".chart") ? 45 : 100, spread));
}

function getBox(chart) {
  const aspect = Number(chart.dataset.aspect);
  const width = aspect ? Math.min(chart.clientWidth, chart.clientHeight * aspect) : chart.clientWidth;
  return { width, height: aspect ? width / aspect : chart.clientHeight };
}

// Draws a chart into its box; returns what of its text is cut off or lies over other text.
async function plot(index, which, json) {
  const box = find(sheetAt(index), ".chart")[which];
  const { width, height } = getBox(box);
  Plotly.purge(box);
  box.replaceChildren(document.createElement("div"));
  const place = box.firstChild;
  place.style.cssText = `width:${width}px;height:${height}px;margin:auto`;
  try {
    const chart = JSON.parse(json);
    await Plotly.newPlot(place, chart.data, { ...chart.layout, width, height, autosize: false }, { staticPlot: true });
  } catch {
    return null;
  }
  return findTextFaults(place);
}

function findTextFaults(place) {
  const sheet = place.getBoundingClientRect();
  const texts = find(place, "svg text").filter((text) => text.textContent.trim() && getComputedStyle(text).opacity > 0);
  const boxes = texts.map((text) => ({ said: text.textContent, ...shrink(text.getBoundingClientRect()) }));
  const cut = boxes.filter(
    (box) => box.left < sheet.left - SLACK || box.right > sheet.right + SLACK || box.top < sheet.top - SLACK || box.bottom > sheet.bottom + SLACK,
  );
  const faults = cut.map((box) => `cut off: ${box.said}`);
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(at + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > SLACK && down > SLACK) faults.push(`overlapping: ${one.said} / ${other.said}`);
    }
  });
  return faults;
}

// The box of a text is as high as its line; letters fill about three quarters of it.
function shrink({ left, right, top, bottom }) {
  const margin = (bottom - top) / 8;
  return { left, right, top: top + margin, bottom: bottom - margin };
}
