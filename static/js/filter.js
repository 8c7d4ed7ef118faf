// Shows, of many boxes to tick, those whose words contain what is typed; opens the groups that hold them.

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

export function bind(element) {
  const search = element.querySelector("[data-filter]");
  const input = search.querySelector("input");
  const status = search.querySelector("[role=status]");
  const groups = [...element.querySelectorAll("[data-filter-group]")].map((group) => ({
    group,
    boxes: [...group.querySelectorAll(".kern-form-check")].map((box) => ({
      box,
      words: plain(box.textContent),
    })),
  }));
  const show = () => {
    const wanted = plain(input.value.trim());
    let found = 0;
    for (const { group, boxes } of groups) {
      let here = 0;
      for (const { box, words } of boxes) {
        box.hidden = !words.includes(wanted);
        here += box.hidden ? 0 : 1;
      }
      group.hidden = here === 0;
      group.open = wanted !== "" && here > 0;
      found += here;
    }
    status.textContent = wanted === "" ? "" : status.dataset.found.replace("#", found);
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches, it does not send the form
  });
  search.hidden = false;
}
