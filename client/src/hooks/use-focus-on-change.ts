'use client';

import { useEffect, useRef } from 'react';

/** Brings a part of the page into view and under the cursor when what it shows becomes another thing. */
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
