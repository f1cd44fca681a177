import { newKey } from '../new-key';

/**
 * The most streams of one browser. With HTTP/1.1 it has six connections to a site, and two must stay free for everything
 * else.
 */
const mostStreams = 4;
const storageKey = 'live-slots';
/** A tab without Web Locks that was closed gives its slot back after this time. */
const claimMs = 15_000;
const renewMs = 5_000;

type GiveBack = () => void;

/** Takes one of the browser's slots for streams; null if all are taken. */
export function takeLiveSlot(): Promise<GiveBack | null> {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ? takeLock(locks) : Promise.resolve(takeClaim());
}

async function takeLock(locks: LockManager): Promise<GiveBack | null> {
  for (let slot = 0; slot < mostStreams; slot += 1) {
    const giveBack = await tryLock(locks, `live slot ${slot}`);
    if (giveBack) return giveBack;
  }
  return null;
}

const tryLock = (locks: LockManager, name: string): Promise<GiveBack | null> =>
  new Promise((resolve) => {
    void locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((giveBack) => {
        resolve(giveBack);
      });
    });
  });

/** When the claim of each tab was renewed last. */
type Claims = Readonly<Record<string, number>>;

/** Browsers have Web Locks on https and on localhost only. Elsewhere tabs count each other in the storage. */
function takeClaim(): GiveBack | null {
  const own = newKey();
  const others = readClaims();
  if (Object.keys(others).length >= mostStreams) return null;
  const renew = (): void => {
    writeClaims({ ...readClaims(), [own]: Date.now() });
  };
  renew();
  const timer = setInterval(renew, renewMs);
  return () => {
    clearInterval(timer);
    const { [own]: _own, ...rest } = readClaims();
    writeClaims(rest);
  };
}

function readClaims(): Claims {
  try {
    const claims = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Claims;
    const since = Date.now() - claimMs;
    return Object.fromEntries(Object.entries(claims).filter(([, at]) => at > since));
  } catch {
    return {};
  }
}

function writeClaims(claims: Claims): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(claims));
  } catch {
    // The browser forbids storage. Then tabs cannot count each other.
  }
}
