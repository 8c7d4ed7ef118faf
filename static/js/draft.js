// Keeps what is typed into a form as a draft on the server, says so, and warns before the session
// ends. Nothing is kept in the browser. Without it there is the button „Entwurf speichern“.

const PAUSE = 1000; // milliseconds after the last key
const LONGEST = 3000; // milliseconds that typing without a pause may go unsaved
const RETRY = 5000;
const PATIENCE = 2000; // how long sending the form waits for a draft that is under way
const BEACON = 60_000; // bytes that browsers send for a page that is gone
const WARN = 180; // seconds before the session ends

export function bind(form) {
  const status = form.querySelector("[data-draft-status]");
  const version = form.elements.entwurf;
  let timer;
  let since = 0; // when the first unsaved key was pressed
  let isStopped = false;
  let running = null;
  const session = watchSession(form);

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function typed() {
    const now = performance.now();
    since ||= now;
    later(Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
  }

  function save() {
    clearTimeout(timer);
    if (!since || isStopped || running) {
      return;
    }
    since = 0;
    running = send().finally(() => {
      running = null;
      if (since && !isStopped) {
        later(RETRY);
      }
    });
  }

  async function send() {
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        keepalive: body.toString().length < BEACON,
      });
      const said = await answer.json();
      status.textContent = said.said;
      if (answer.ok) {
        version.value = said.version;
        session(said);
      } else {
        isStopped = true;
      }
    } catch {
      since ||= performance.now();
      status.textContent = form.dataset.failed;
    }
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", async (event) => {
    isStopped = true;
    clearTimeout(timer);
    if (running) {
      event.preventDefault();
      await Promise.race([running, new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
      running = null;
      form.requestSubmit(event.submitter);
    }
  });
  // Other forms of the page that are about this draft: what is typed is not to be kept any more.
  for (const other of document.querySelectorAll("[data-draft-stop]")) {
    other.addEventListener("submit", () => { isStopped = true; });
  }
  // What was typed before this was here waits for no further key. Who comes back to a form that they
  // have sent finds it filled in by the browser: that is not typed.
  const [way] = performance.getEntriesByType("navigation");
  if (way?.type !== "back_forward" && [...form.elements].some(isTyped)) {
    typed();
  }
  addEventListener("online", save);
  addEventListener("pagehide", save);
  addEventListener("pageshow", (event) => { isStopped &&= !event.persisted; });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      save();
    }
  });
}

function isTyped(field) {
  return "defaultValue" in field && field.value !== field.defaultValue;
}

// Shows the warning when the session is about to end; each answer of the server puts it off.
function watchSession(form) {
  const warning = form.querySelector("[data-session-warning]");
  const until = warning.querySelector("[data-session-until]");
  let timer;

  function set({ seconds, until: moment }) {
    clearTimeout(timer);
    warning.hidden = true;
    until.textContent = moment;
    timer = setTimeout(() => {
      warning.setAttribute("role", "alert");
      warning.hidden = false;
    }, Math.max(0, seconds - WARN) * 1000);
  }

  warning.querySelector("button").addEventListener("click", async () => {
    try {
      const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
      const answer = await fetch(form.dataset.stay, { method: "POST", body });
      set(await answer.json());
    } catch {
      until.textContent = form.dataset.failed;
    }
  });
  set({ seconds: Number(form.dataset.seconds), until: form.dataset.until });
  return set;
}
