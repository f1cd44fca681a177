import type { ReactNode } from 'react';

const shownMs = 8_000;

interface ToastOptions {
  /** A message replaces the one with the same name. */
  readonly name?: string;
  readonly tone?: 'success' | 'warning' | 'error';
  /** Whether it is shown until it is closed, and not for 8 s. */
  readonly stays?: boolean;
}

/** A short message over the page. */
export interface Toast extends Required<Pick<ToastOptions, 'tone' | 'name'>> {
  readonly content: ReactNode;
}

let toasts: readonly Toast[] = [];
let count = 0;
const subscribers = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const notify of subscribers) notify();
}

/** Shows a message, also while another page opens. */
export function showToast(content: ReactNode, options: ToastOptions = {}): void {
  count += 1;
  const { name = `toast-${count}`, tone = 'success', stays = false } = options;
  const toast = { name, tone, content };
  set([...toasts.filter((other) => other.name !== name), toast]);
  if (!stays) setTimeout(() => set(toasts.filter((other) => other !== toast)), shownMs);
}

export function closeToast(name: string): void {
  set(toasts.filter((toast) => toast.name !== name));
}

export function closeAllToasts(): void {
  set([]);
}

export function shownToasts(): readonly Toast[] {
  return toasts;
}

export function onToasts(notify: () => void): () => void {
  subscribers.add(notify);
  return () => subscribers.delete(notify);
}
