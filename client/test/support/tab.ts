/** Takes the place of `@/lib/load-page` in all tests: jsdom loads no pages. See jest.config.js. */
export const loadPageInPlace = jest.fn<undefined, [string]>();

afterEach(() => {
  loadPageInPlace.mockReset();
  sessionStorage.clear();
});
