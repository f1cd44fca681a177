const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

export function formatPrice(price: number): string {
  return dollars.format(price);
}

export function toCents(price: number): number {
  return Math.round(price * 100);
}

/** `14:05` */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** For speech: `2 minutes`, `30 seconds`. */
export function speakDuration(seconds: number): string {
  return seconds >= 60 ? count(Math.ceil(seconds / 60), 'minute') : count(seconds, 'second');
}

/** Short enough to read out on the phone. */
export function shortId(id: string): string {
  return id.slice(-8).toUpperCase();
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
