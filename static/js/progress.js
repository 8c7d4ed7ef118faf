// Tells how far work on the server has come: asks for the same page again and takes over the parts
// that differ, until nothing is left to wait for. Without it there is a link that loads the page.

const PAUSE = 2000; // milliseconds between two questions

export function bind(element) {
  async function look() {
    let later;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      later = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return wait();
    }
    const now = later.querySelector('[data-module="progress"]');
    const status = element.querySelector("[role=status]");
    const told = (now ?? later.getElementById(element.id))?.querySelector("[role=status]");
    if (!told) {
      return wait(); // signed out meanwhile, or the server has no time
    }
    if (status.textContent !== told.textContent) {
      status.textContent = told.textContent; // said aloud
    }
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = later.getElementById(part.id);
      if (other && other.innerHTML !== part.innerHTML) {
        part.replaceChildren(...other.childNodes);
      }
    }
    if (now) {
      wait();
    }
  }

  function wait() {
    setTimeout(look, PAUSE);
  }

  wait();
}
