/** Takes the place of `next/navigation` in all tests: see jest.config.js. */
export const router = { push: jest.fn(), refresh: jest.fn() };

export const useRouter = () => router;
export const usePathname = () => '/';

export function wentTo(): unknown {
  return router.push.mock.lastCall?.[0];
}

afterEach(() => {
  router.push.mockReset();
  router.refresh.mockReset();
});
