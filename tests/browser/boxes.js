/* What a reader's eye would find: text that is cut off, text that lies on other text. Returns a line for each. */
() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const told = (text) => JSON.stringify(text.trim().slice(0, 60));
  const own = '[data-testid="stMultiSelect"], [data-testid="stSelectbox"], [data-testid="stTextInput"], [data-testid="stFileUploader"]';
  const hidden = (element) => {
    for (let one = element; one && one !== main; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.display === "none" || style.visibility !== "visible" || style.opacity === "0" || style.clipPath === "inset(50%)") return true;
      if (one.matches("details:not([open]) > :not(summary)")) return true;
    }
    return false;
  };
  const boxes = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || element.closest("style, script, svg, " + own) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) boxes.push({ box, element, text: node.textContent });
  }
  for (const element of main.querySelectorAll(".stPlotlyChart svg text")) {
    if (!element.textContent.trim() || hidden(element)) continue;
    for (const line of element.querySelectorAll(":scope > tspan.line").length ? element.querySelectorAll(":scope > tspan.line") : [element]) {
      boxes.push({ box: line.getBoundingClientRect(), element, text: line.textContent });
    }
  }
  const faults = [];
  for (const { box, element, text } of boxes) {
    if (box.right > innerWidth + 1 || box.left < -1) faults.push(`outside the window: ${told(text)}`);
    for (let one = element.parentElement; one && one !== main; one = one.parentElement) {
      if (getComputedStyle(one).overflowX === "visible") continue;
      const room = one.getBoundingClientRect();
      if (room.width > 2 && (box.left < room.left - 1.5 || box.right > room.right + 1.5)) {
        faults.push(`cut: ${told(text)}`);
        break;
      }
    }
  }
  boxes.sort((one, other) => one.box.top - other.box.top);
  for (let at = 0; at < boxes.length; at++) {
    const one = boxes[at];
    for (let next = at + 1; next < boxes.length && boxes[next].box.top < one.box.bottom - 3; next++) {
      const other = boxes[next];
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > 4) faults.push(`${told(one.text)} lies on ${told(other.text)}`);
    }
  }
  return [...new Set(faults)];
}
