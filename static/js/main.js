// Binds each element with data-module to its module. Every page is whole without any of them.

const modules = {
  chart: () => import("./chart.js"),
  draft: () => import("./draft.js"),
  "error-summary": () => import("./error-summary.js"),
  progress: () => import("./progress.js"),
  filter: () => import("./filter.js"),
};

for (const element of document.querySelectorAll("[data-module]")) {
  modules[element.dataset.module]?.().then((module) => module.bind(element));
}

// Paper gets what is folded, too. Browsers that cannot open it by style sheet alone are helped.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  opened.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => {
  opened.forEach((fold) => { fold.open = false; });
  opened = [];
});
