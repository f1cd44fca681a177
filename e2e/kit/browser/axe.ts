import { source } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong on a page as it is now: the rule, and the element. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  // An animation that runs is half transparent, so its contrast is wrong for a moment.
  await page.evaluate(
    'Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))',
  );
  await page.evaluate(source);
  return page.evaluate<string[]>(`
    axe.run(document).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))
  `);
}

/** The same in the light and in the dark scheme. */
export async function violationsInBothSchemes(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    found.push(...(await violationsOn(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}
