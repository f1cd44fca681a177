import { groupBy } from './facts';
import type { Entry } from './history';
import type { Findings } from './judge';

/** An answer to a buyer or to a door, with the time in which the server decided it. */
interface Answer {
  readonly seatId: string;
  readonly serial: number;
  readonly beganMs: number;
  readonly endedMs: number;
}

interface Admission extends Answer {
  readonly attemptId: string;
}

/** What doors and buyers were answered, as far as it says which code of a seat is valid, or used. */
export interface Admissions {
  /** The answers `admitted`. A repeated attempt has several. */
  readonly admitted: readonly Admission[];
  /** The answers by which a code was the valid one: a pass that its buyer saw, or an admission. */
  readonly valid: readonly Answer[];
  /** The attempts that were answered `used`. */
  readonly used: readonly Admission[];
  /** Admissions by codes that no door may accept, such as forged ones. */
  readonly wrong: readonly { readonly sent: string }[];
}

/** The fields of `PassBody` and of `AdmissionBody`. */
interface Body {
  readonly seatId?: string;
  readonly serial?: number;
  readonly state?: string;
  readonly result?: string;
  readonly attemptId?: string;
}

/** Reads the answers out of a history. */
export function admissionsIn(history: readonly Entry[]): Admissions {
  const answers = history.flatMap(({ what, outcome, answer, calledMs, tookMs }) => {
    if (outcome !== 'ok' || (what !== 'sees the pass' && what !== 'shows a code')) return [];
    const { seatId, serial, state, result, attemptId = '' } = answer as Body;
    if (seatId === undefined || serial === undefined) return [];
    const times = { beganMs: calledMs, endedMs: calledMs + tookMs };
    return [{ seatId, serial, says: state ?? result, attemptId, ...times }];
  });
  const saying = (...words: string[]) => answers.filter(({ says = '' }) => words.includes(says));
  const wrong = history.filter(
    ({ what, answer }) =>
      what === 'shows a wrong code' && (answer as Body | undefined)?.result === 'admitted',
  );
  return {
    wrong,
    admitted: saying('admitted').filter(isOfDoor),
    valid: saying('valid'),
    used: saying('used'),
  };
}

/** A buyer's answer has no attempt. */
const isOfDoor = ({ attemptId }: Admission): boolean => attemptId !== '';

/** Compares what was answered with promise 8. */
export function* everySeatIsAdmittedOnce({ admitted, valid, used, wrong }: Admissions): Findings {
  const bySeat = groupBy(admitted, ({ seatId }) => seatId);
  for (const [seatId, answers] of bySeat) {
    const attempts = [...new Set(answers.map(({ attemptId }) => attemptId))];
    if (attempts.length > 1) {
      yield [`seat ${seatId} was admitted ${attempts.length} times`, seatId, ...attempts];
    }
  }
  for (const [seatId, answers] of groupBy([...valid, ...admitted], (each) => each.seatId)) {
    for (const { serial, beganMs } of answers) {
      const newer = answers.find((each) => each.serial > serial && each.endedMs < beganMs);
      if (newer)
        yield [`seat ${seatId} had a valid code ${serial} after code ${newer.serial}`, seatId];
    }
  }
  for (const { seatId, serial, beganMs } of valid) {
    const admission = bySeat.get(seatId)?.find(({ endedMs }) => endedMs < beganMs);
    if (admission) yield [`code ${serial} of seat ${seatId} was valid after its admission`, seatId];
  }
  for (const { sent } of wrong) yield [`a wrong code was admitted: ${sent}`];
  for (const { seatId, attemptId } of used) {
    const isOwn = bySeat.get(seatId)?.some((each) => each.attemptId === attemptId);
    if (isOwn === true) yield [`attempt ${attemptId} was admitted, and then used`, seatId];
  }
}
