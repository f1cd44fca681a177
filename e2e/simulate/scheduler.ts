import { DependencyError } from '@ticketing-dev/common';

import type { Answers } from '../kit/limits';
import { checkAtRest } from './checks';
import type { Choices } from './choices';
import { Clients, firstTicket } from './clients';
import { type Pending, SimulatedPlatform, type SimulatedProcess, type Violation } from './platform';
import { holdSeconds, type SimulatedService, startService } from './services';
import { type Call, faults } from './stripe';
import type { Trap } from './traps';

const instances: readonly (readonly [SimulatedService, string])[] = [
  ['tickets', 'tickets-1'],
  ['orders', 'orders-1'],
  ['orders', 'orders-2'],
  ['payments', 'payments-1'],
  ['payments', 'payments-2'],
  ['expiration', 'expiration'],
  ['tickets', 'tickets-2'],
  ['auth', 'auth-1'],
  ['auth', 'auth-2'],
];

const mostMoves = 220;
/** In these, buyers show their codes at doors. */
const mostDoorMoves = 80;
const mostCalmMoves = 6_000;
const mostRequests = 9;
const mostVisits = 5;
const mostCrashes = 3;
/** One in so many steps fails, if it can. */
const failsOneIn = 24;
/** How many of Stripe's answers are good, for each that is not. */
const goodAnswers = 10;
const callTimeoutMs = 30_000;
const second = 1_000;
const day = 24 * 60 * 60 * second;
const clocksAheadMs = [0, 20 * second, -20 * second];
const timeSteps = [second, 6 * second, 45 * second, holdSeconds * second];
/** Pauses between the last runs of all loops: longer than the relay, payments and Stripe's calls wait. */
const calmPauses = [7, 45, 0, 7, 45, 7].map((seconds) => seconds * second);
/** Reads, which change nothing, so the log omits them when no step fails any more. */
const reads = /find$|query|pending|keptSince|answer/;

export interface Result {
  readonly violation: Violation | undefined;
  readonly decisions: readonly number[];
  readonly log: readonly string[];
}

export interface RunOptions {
  readonly answers: Answers;
  readonly trap?: Trap | undefined;
  readonly withLog?: boolean;
}

/** Runs one interleaving: first with faults, then without, then the checks at rest. */
export async function run(
  choices: Choices,
  { trap, answers, withLog = false }: RunOptions,
): Promise<Result> {
  const platform = new SimulatedPlatform((options) => choices.choose(options), answers, trap);
  if (withLog) platform.lines = [];
  const scheduler = new Scheduler(platform);
  await scheduler.sellFirstTickets();
  for (let left = mostMoves; left > 0 && !platform.violation && !choices.isOver; left -= 1) {
    await scheduler.move();
  }
  if (!platform.violation && !choices.isOver) await scheduler.openDoors();
  for (let left = mostDoorMoves; left > 0 && platform.areDoorsOpen; left -= 1) {
    if (platform.violation || choices.isOver) break;
    await scheduler.move();
  }
  if (!platform.violation) await scheduler.comeToRest();
  return { violation: platform.violation, decisions: choices.made, log: platform.lines ?? [] };
}

const promisesSettled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

class Scheduler {
  readonly #clients: Clients;
  #processes: SimulatedProcess[] = [];
  #requestsLeft = mostRequests;
  #crashesLeft = mostCrashes;
  #wipesLeft = 1;

  constructor(private readonly platform: SimulatedPlatform) {
    this.#clients = new Clients(platform);
    for (const [service, name] of instances) this.#start(service, name);
  }

  /** Accounts, and one or two tickets that every service has a copy of. */
  async sellFirstTickets(): Promise<void> {
    const { platform } = this;
    const { userId, ...offer } = firstTicket;
    const { useCases } = this.#processes[0] ?? {};
    await this.#clients.signUp();
    platform.isCalm = true;
    for (let left = 1 + platform.choose(2); left > 0; left -= 1) {
      void useCases?.tickets?.create(userId, offer);
    }
    await this.#settle();
    platform.isCalm = false;
  }

  /** Does one of the things that are possible now, chosen by weight. */
  async move(): Promise<void> {
    const moves = this.#moves();
    let chosen = this.platform.choose(moves.reduce((sum, [weight]) => sum + weight, 0));
    moves.find(([weight]) => (chosen -= weight) < 0)?.[1]();
    await promisesSettled();
  }

  /** Lets every event arrive, and somebody pay. Then the buyers go to the doors, and steps fail again. */
  async openDoors(): Promise<void> {
    const { platform } = this;
    this.#calmDown();
    await this.#settle();
    this.#clients.orderOne(this.#processes);
    await this.#settle();
    this.#clients.payForOne(this.#processes);
    await this.#settle();
    platform.isCalm = false;
    platform.areDoorsOpen = platform.passes.all().length > 0;
    this.#requestsLeft = mostVisits;
  }

  async comeToRest(): Promise<void> {
    const { platform } = this;
    platform.log(() => 'from now on no step fails, and every process runs');
    this.#calmDown();
    for (const pause of calmPauses) {
      const ends = platform.orders.all().map(({ expiresAt }) => expiresAt.getTime());
      // 0 jumps to when every reservation has ended, by every clock.
      if (pause === 0) platform.time = Math.max(platform.time, ...ends) + 60 * second;
      else platform.time += pause;
      for (const process of this.#processes) {
        for (const loop of process.loops) process.runLoop(loop);
      }
      await this.#settle();
      if (platform.violation) return;
    }
    await checkAtRest(platform, this.#processes);
  }

  /** From now on no step fails, and every process runs. */
  #calmDown(): void {
    this.platform.isCalm = true;
    this.platform.bus.setConnected(true);
    for (const process of this.#processes.filter(({ isAlive }) => !isAlive)) this.#restart(process);
  }

  #start(service: SimulatedService, name: string): void {
    const hasClock = service === 'orders' || service === 'expiration';
    const aheadMs = clocksAheadMs[hasClock ? this.platform.choose(3) : 0] ?? 0;
    this.#processes.push(startService(this.platform, service, name, aheadMs));
  }

  #restart({ service, name }: SimulatedProcess): void {
    this.platform.log(() => `${name} starts`);
    this.#processes = this.#processes.filter((process) => process.name !== name);
    this.#start(service as SimulatedService, name);
  }

  #moves(): [weight: number, act: () => void][] {
    const { platform } = this;
    const { bus, jobs, stripe } = platform;
    const alive = this.#processes.filter(({ isAlive }) => isAlive);
    const undelivered = bus.isConnected ? bus.undelivered() : [];
    const moves: [weight: number, act: () => void][] = [];
    const oneOf = <T>(weight: number, choices: readonly T[], act: (chosen: T) => void): void => {
      if (choices.length === 0) return;
      moves.push([
        weight,
        () => act(choices[platform.choose(choices.length)] ?? (choices[0] as T)),
      ]);
    };
    const maybe = (weight: number, isPossible: boolean, act: () => void): void => {
      if (isPossible) moves.push([weight, act]);
    };

    oneOf(24, this.#ready(), (step) => this.#continue(step));
    oneOf(
      8,
      undelivered.filter(({ redeliveries }) => redeliveries === 0),
      ({ deliver }) => deliver(),
    );
    oneOf(8, stripe.calls, (call) => this.#answer(call));
    maybe(7, this.#requestsLeft > 0, () => {
      this.#requestsLeft -= 1;
      this.#clients.act(this.#processes);
    });
    maybe(2, jobs.size > 0, () => {
      const worker = alive.find(({ useCases }) => useCases.work);
      const due = worker ? this.#dueJobs(worker) : [];
      due[platform.choose(due.length || 1)]?.();
    });
    oneOf(
      1,
      undelivered.filter(({ redeliveries }) => redeliveries > 0),
      ({ deliver }) => deliver(),
    );
    oneOf(2, alive, (process) => {
      const loop = process.loops[platform.choose(process.loops.length || 1)];
      if (!loop) return;
      platform.log(() => `${process.name} runs its loop: ${loop.name}`);
      process.runLoop(loop);
    });
    maybe(2, true, () => this.#passTime());
    oneOf(
      3,
      this.#processes.filter(({ isAlive }) => !isAlive),
      (process) => this.#restart(process),
    );
    oneOf(1, this.#crashesLeft > 0 ? alive : [], (process) => {
      this.#crashesLeft -= 1;
      platform.log(() => `${process.name} is killed`);
      process.crash();
      const { pending } = platform;
      pending.splice(0, pending.length, ...pending.filter((step) => step.process.isAlive));
    });
    maybe(1, true, () => {
      platform.log(() => `the bus is ${bus.isConnected ? 'unavailable' : 'available again'}`);
      bus.setConnected(!bus.isConnected);
    });
    maybe(1, this.#wipesLeft > 0 && jobs.size > 0, () => {
      this.#wipesLeft -= 1;
      platform.log(() => 'Redis loses all its data');
      jobs.clear();
    });
    return moves;
  }

  #ready(): Pending[] {
    return this.platform.pending.filter(({ from }) => from <= this.platform.time);
  }

  #continue(step: Pending): void {
    const { process, what, dependency } = step;
    const { platform } = this;
    platform.pending.splice(platform.pending.indexOf(step), 1);
    const mayFail = dependency !== undefined && !platform.isCalm;
    if (mayFail && platform.choose(failsOneIn) === 1) {
      platform.log(() => `${process.name}: ${what} fails, ${dependency} is unavailable`);
      step.reject(new DependencyError(dependency));
      return;
    }
    if (!platform.isCalm || !reads.test(what)) platform.log(() => `${process.name}: ${what}`);
    step.resolve();
  }

  #answer(call: Call): void {
    const { platform } = this;
    const chosen = platform.isCalm ? 0 : platform.choose(goodAnswers + faults.length - 1);
    const fault = faults[Math.max(0, chosen - goodAnswers + 1)] ?? 'answers';
    platform.log(() => `Stripe, call of ${call.process.name} (${call.what}): ${fault}`);
    call.land(fault);
  }

  /** The jobs that are due by the worker's clock, and that no live worker works on. */
  #dueJobs({ name, now, useCases: { work } }: SimulatedProcess): (() => void)[] {
    const { platform } = this;
    return [...platform.jobs]
      .filter(([id, at]) => at <= now().getTime() && !platform.activeJobs.get(id)?.isAlive)
      .map(([id]) => () => {
        platform.log(() => `${name} starts the job of ${id}`);
        void work?.(id);
      });
  }

  #passTime(): void {
    const { platform } = this;
    const ends = platform.orders.all().map(({ expiresAt }) => expiresAt.getTime());
    const next = Math.min(...ends.filter((at) => at > platform.time));
    const kind = platform.choose(12);
    // Mostly to just before or after the end of a reservation, where the races are.
    const toEnd = Number.isFinite(next) ? next - platform.time + (kind % 2 === 0 ? 1 : -1) : second;
    const length = kind === 11 ? day : kind >= 6 ? toEnd : timeSteps[Math.min(kind, 3)];
    platform.time += length ?? second;
    platform.log(() => 'time passes');
    for (const call of platform.stripe.calls.filter(
      ({ sentAt }) => platform.time - sentAt > callTimeoutMs,
    )) {
      call.land('is not reached');
    }
  }

  /** Does everything that is possible, without faults, until there is nothing left to do. */
  async #settle(): Promise<void> {
    for (let left = mostCalmMoves; left > 0; left -= 1) {
      await promisesSettled();
      if (this.platform.violation || !this.#settleOne()) return;
    }
    this.platform.fail('7 Errors are answers', 'the platform never comes to rest');
  }

  /** @returns whether there was anything left to do */
  #settleOne(): boolean {
    const { platform } = this;
    const ready = this.#ready();
    for (const step of ready) this.#continue(step);
    if (ready.length > 0) return true;
    const calls = [...platform.stripe.calls];
    for (const call of calls) this.#answer(call);
    if (calls.length > 0) return true;
    const [message] = platform.bus.undelivered();
    const workers = this.#processes.filter(({ useCases }) => useCases.work);
    const act = message?.deliver ?? workers.flatMap((worker) => this.#dueJobs(worker))[0];
    act?.();
    if (act) return true;
    if (platform.pending.length === 0) return false;
    platform.time = Math.min(...platform.pending.map(({ from }) => from));
    return true;
  }
}
