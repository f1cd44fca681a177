'use client';

import { useEffect, useState } from 'react';

import { dropPage, keepPage, type Shelf } from '@/lib/kept-pages';

/**
 * Keeps a page on the device.
 *
 * @param proof a text that the page must contain; null if the page must not be kept; undefined if this is not known yet
 * @returns whether the page is kept
 */
export function useKeptPage(shelf: Shelf, path: string, proof: string | null | undefined): boolean {
  const [keptProof, setKeptProof] = useState<string | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const keep = async (text: string) => {
      const isKept = await keepPage({ shelf, path, proof: text });
      if (isKept && isCurrent) setKeptProof(text);
    };
    if (proof === null) void dropPage(shelf, path).catch(() => undefined);
    else if (proof !== undefined) void keep(proof);
    return () => {
      isCurrent = false;
    };
  }, [shelf, path, proof]);

  return keptProof !== null && keptProof === proof;
}
