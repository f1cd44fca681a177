'use client';

import { useEffect, useRef } from 'react';

/** Scrolls an element into view and focuses it when its content changes. */
export function useFocusOnChange<E extends HTMLElement>(shown: string) {
  const element = useRef<E>(null);
  const lastShown = useRef(shown);

  useEffect(() => {
    if (lastShown.current === shown) return;
    lastShown.current = shown;
    element.current?.focus();
  }, [shown]);

  return element;
}
