// The list of errors takes the focus, so that it is read first.

export function bind(summary) {
  summary.focus();
}
