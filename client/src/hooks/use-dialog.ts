'use client';

import { useCallback, useRef } from 'react';

/** A dialog, and the action that changes nothing: it has the focus when the dialog opens. */
export function useDialog() {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const safeRef = useRef<HTMLButtonElement>(null);
  const open = useCallback(() => {
    dialogRef.current?.showModal();
    safeRef.current?.focus();
  }, []);
  const close = useCallback(() => dialogRef.current?.close(), []);
  return { dialogRef, safeRef, open, close };
}
