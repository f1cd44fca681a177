import type { Browser } from 'playwright-core';

import { openBrowser, Visitor } from '../../kit/browser/visitor';
import { anOwnStack, type OwnStack, type OwnStackOptions } from '../../kit/own-stack';
import type { Shop } from '../../kit/shop';

/** A stack for all tests of one file. */
export function useStack(options: OwnStackOptions): () => OwnStack {
  let stack: OwnStack;
  beforeAll(async () => {
    stack = await anOwnStack(options);
  });
  afterAll(() => stack.end());
  return () => stack;
}

/** A browser for all tests of one file: each call gives a visitor without cookies. */
export function useBrowser(): (shop?: Shop) => Promise<Visitor> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  return (shop) => Visitor.enter(browser, shop);
}
