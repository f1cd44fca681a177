import 'fake-indexeddb/auto';
import '@testing-library/jest-dom';

import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';

import { configure } from '@testing-library/react';

// A bound, not a pause: a busy machine is slower.
configure({ asyncUtilTimeout: 10_000 });

// Tests of code for the server may run without a browser.
if ('window' in globalThis) giveBrowserParts();

/** What our code and Mantine ask of a browser, and jsdom does not have. */
function giveBrowserParts(): void {
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
  // What is stored is data only, so it survives JSON.
  globalThis.structuredClone = <T>(value: T): T =>
    value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
  Object.defineProperty(window, 'matchMedia', {
    value: (query: string) => ({
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }),
  });
  Object.defineProperty(window.performance, 'getEntriesByType', { value: () => [] });
  window.ResizeObserver = class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
  window.HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  window.HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  window.HTMLElement.prototype.hidePopover = () => undefined;
}
