'use client';

import { useEffect, useRef } from 'react';

import { pageLoad } from '@/lib/page-load';

/**
 * Focuses an element when its content changes, and when the router has opened its page: the button that led there is
 * gone, and a screen reader would say nothing.
 */
export function useFocusOnChange<E extends HTMLElement>(shown: string) {
  const element = useRef<E>(null);
  const lastShown = useRef<string>(null);

  useEffect(() => {
    const isSame = lastShown.current === shown;
    const isFirst = lastShown.current === null;
    lastShown.current = shown;
    if (isSame || (isFirst && pageLoad())) return;
    element.current?.focus();
  }, [shown]);

  return element;
}
