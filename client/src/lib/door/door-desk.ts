import type { AdmissionBody, DoorStateBody, PassKeysBody } from '@ticketing-dev/common/contracts';

import { type ApiError, toApiError } from '../api/api-error';
import type { doorApi } from '../api/door';
import { decideOffline } from './decide-offline';
import type { Admission, Conflict, DoorList, DoorStore, ListedPass } from './door-store';
import { type Code, readCode, type SignedCode, type TypedCode } from './read-code';

/** What the person at the door is told. Only `admitted` opens it. */
export interface Verdict {
  readonly result: AdmissionBody['result'];
  /** When and where the pass was used. */
  readonly at?: string | undefined;
  readonly door?: string | undefined;
  readonly ticket?: ListedPass['ticket'] | undefined;
  /** The time of the list, if this device decided without a connection. */
  readonly listedAt?: string;
}

/** No answer has arrived, and this device cannot decide. The same code asks the same question again. */
export const noAnswer = 'no-answer';

interface Needs {
  readonly token: string;
  readonly door: Pick<DoorStateBody, 'id' | 'name' | 'expiresAt'>;
  readonly store: DoorStore;
  readonly api: Pick<typeof doorApi, 'admit' | 'list'>;
  readonly readKeys: () => Promise<PassKeysBody>;
  readonly isSignatureRight: (code: SignedCode, keys: DoorList['keys']) => Promise<boolean>;
  readonly hashOf: (code: TypedCode) => Promise<string>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly inLock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** Lets people in at one door, with or without a connection. */
export class DoorDesk {
  constructor(private readonly needs: Needs) {}

  /** @throws ApiError if the server refuses the request */
  async admit(input: string): Promise<Verdict | typeof noAnswer> {
    const code = readCode(input);
    if (!code) return { result: 'unknown' };
    return this.needs.inLock(this.#lock, async () => {
      const known = await this.#findOwn(code);
      if (known) return used(known);
      return this.#ask(code);
    });
  }

  /** Stores the list of passes and the keys: from now on this device can decide without a connection. */
  async prepare(): Promise<DoorList> {
    const { api, token, store, readKeys, door } = this.needs;
    const { keys } = await readKeys();
    const first = await api.list(token, undefined);
    const passes = [...first.passes];
    for (let { next } = first; next !== undefined;) {
      const part = await api.list(token, next);
      passes.push(...part.passes);
      next = part.next;
    }
    // The first part is the oldest, so the list is no newer than its time says.
    const list = { doorId: door.id, listedAt: first.listedAt, keys };
    await store.keepList(list, passes);
    return list;
  }

  /**
   * Sends the admissions that were made without a connection. Each stays on this device until it is answered.
   *
   * @returns why it stopped, if some are left
   */
  async catchUp(): Promise<ApiError | null> {
    const { store, door } = this.needs;
    // Not the lock of `admit`: nobody may wait at the door for this.
    return this.needs.inLock(`${this.#lock}-catch-up`, async () => {
      for (const admission of await store.unsent(door.id)) {
        const error = await this.#send(admission);
        if (error) return error;
      }
      return null;
    });
  }

  get #lock(): string {
    return `door-${this.needs.door.id}`;
  }

  async #ask(code: Code): Promise<Verdict | typeof noAnswer> {
    const { api, token, store, door, newId } = this.needs;
    const attemptId = await store.attemptFor(door.id, code.typed, newId());
    try {
      const answer = await api.admit(token, { attemptId, code: code.text });
      await this.#keep(answer, code);
      return verdictOf(answer);
    } catch (cause) {
      const error = toApiError(cause);
      if (error.isOutcomeUnknown) return this.#decide(code, attemptId);
      await store.endAttempt(door.id, code.typed);
      throw error;
    }
  }

  /** Remembers that a pass is used, so that this device does not accept it later without a connection. */
  async #keep(answer: AdmissionBody, code: Code): Promise<void> {
    const { store, door, now } = this.needs;
    const { result, seatId, serial, attemptId, admittedAt, ticket } = answer;
    const isUsed = result === 'admitted' || result === 'used';
    if (isUsed && seatId !== undefined && serial !== undefined) {
      const at = admittedAt ?? now().toISOString();
      const where = answer.door ?? door.name;
      await store.admit(
        { doorId: door.id, seatId, serial, attemptId, at, ticket, door: where },
        code.typed,
      );
    }
    await store.endAttempt(door.id, code.typed);
  }

  /** Decides without a connection, if the list is there and the link has not expired. */
  async #decide(code: Code, attemptId: string): Promise<Verdict | typeof noAnswer> {
    const { store, door, now, isSignatureRight } = this.needs;
    const list = await store.findList(door.id);
    if (!list || Date.parse(door.expiresAt) <= now().getTime()) return noAnswer;
    const pass = await this.#findPass(code);
    const decision = decideOffline({
      code,
      isSignatureRight: code.kind === 'signed' && (await isSignatureRight(code, list.keys)),
      pass,
      admission: await this.#findOwn(code),
    });
    const { listedAt } = list;
    if (decision !== 'accept' || !pass) {
      return {
        result: decision === 'accept' ? 'unknown' : decision,
        ticket: pass?.ticket,
        listedAt,
      };
    }
    const { seatId, serial, ticket } = pass;
    const at = now().toISOString();
    const admission = { doorId: door.id, seatId, serial, attemptId, at, ticket, door: door.name };
    const isStored = await store.admit({ ...admission, unsentCode: code.text }, code.typed);
    return isStored
      ? { result: 'admitted', ticket, listedAt }
      : { result: 'used', at, door: door.name, ticket, listedAt };
  }

  async #send(admission: Admission): Promise<ApiError | null> {
    const { api, token, store } = this.needs;
    const { attemptId, unsentCode = '', at } = admission;
    try {
      const answer = await api.admit(token, { attemptId, code: unsentCode, offlineAt: at });
      await store.keepAnswer(admission, conflictOf(admission, answer));
      return null;
    } catch (cause) {
      return toApiError(cause);
    }
  }

  async #findPass(code: Code): Promise<ListedPass | undefined> {
    const { store, door, hashOf } = this.needs;
    return code.kind === 'signed'
      ? store.findPass(door.id, code.seatId)
      : store.findPassByHash(door.id, await hashOf(code));
  }

  /** Whom this device has let in with the code. The list says to which seat a typed code belongs. */
  async #findOwn(code: Code): Promise<Admission | undefined> {
    const { store, door } = this.needs;
    if (code.kind === 'signed') return store.findAdmission(door.id, code.seatId, code.serial);
    const pass = (await store.findList(door.id)) && (await this.#findPass(code));
    return pass && store.findAdmission(door.id, pass.seatId, pass.serial);
  }
}

const used = ({ at, door, ticket }: Admission): Verdict => ({ result: 'used', at, door, ticket });

const verdictOf = ({ result, admittedAt, door, ticket }: AdmissionBody): Verdict => ({
  result,
  at: admittedAt,
  door,
  ticket,
});

function conflictOf(admission: Admission, answer: AdmissionBody): Conflict | null {
  const { attemptId, doorId, at, ticket } = admission;
  const { result, admittedAt, door } = answer;
  if (result === 'admitted') return null;
  const first = admittedAt && door ? { first: { door, at: admittedAt } } : {};
  return { attemptId, doorId, at, ticket, result, ...first };
}
