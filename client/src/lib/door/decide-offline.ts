import type { Admission, ListedPass } from './door-store';
import type { Code } from './read-code';

/** What a device knows of a code without a connection. */
interface Facts {
  readonly code: Code | null;
  /** Whether a known key has signed the code. A typed code has no signature: its hash found the pass. */
  readonly isSignatureRight: boolean;
  /** The pass of the list, if there is one for the code. */
  readonly pass: ListedPass | undefined;
  /** Whom this device has let in with the same code. */
  readonly admission: Admission | undefined;
}

export type OfflineDecision = 'accept' | 'used' | 'invalid' | 'unknown';

/** Decides without a connection. Only `accept` opens the door, and only after it was stored. */
export function decideOffline({ code, isSignatureRight, pass, admission }: Facts): OfflineDecision {
  if (!code || (code.kind === 'signed' && !isSignatureRight)) return 'unknown';
  if (!pass) return 'unknown';
  if (code.kind === 'signed' && code.serial !== pass.serial) return 'invalid';
  if (pass.state === 'admitted' || admission) return 'used';
  return pass.state === 'valid' ? 'accept' : 'invalid';
}
