/** Loads a page as a whole, in this one's place in the history: what this tab has read so far is gone. */
export function loadPageInPlace(path: string): void {
  window.location.replace(path);
}
