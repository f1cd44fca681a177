/** Takes the place of `next/navigation` in all tests: see jest.config.js. */
export const router = { push: jest.fn(), replace: jest.fn(), refresh: jest.fn() };

export const useRouter = () => router;
export const usePathname = () => '/';
export const useSearchParams = () => new URLSearchParams();

export function wentTo(): unknown {
  return router.push.mock.lastCall?.[0];
}

/** Where it went without leaving this page in the history. */
export function wentInPlaceTo(): unknown {
  return router.replace.mock.lastCall?.[0];
}

afterEach(() => {
  router.push.mockReset();
  router.replace.mockReset();
  router.refresh.mockReset();
});
