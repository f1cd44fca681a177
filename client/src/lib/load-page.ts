/** Loads a new document and replaces this page in the history. This discards all data that the tab has loaded. */
export function loadPageInPlace(path: string): void {
  window.location.replace(path);
}
