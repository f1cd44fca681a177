import { DependencyError, type Id } from '@ticketing-dev/common';
import type { Undelivered } from '@ticketing-dev/common/testing';

import { type Answers, limitsEnv } from '../kit/limits';
import { Clients, firstTicket } from './clients';
import type { Pending, SimProcess } from './process';
import { checkAtRest } from './promises';
import { holdSeconds, receivers, type Running, type SimService, startService } from './services';
import { type Call, faults } from './stripe';
import type { Tape } from './tape';
import type { Trap } from './traps/trap';
import { type Violation, World } from './world';

const instances: readonly (readonly [SimService, string])[] = [
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

const wildMoves = 220;
const clientMoves = 9;
const crashes = 3;
/** One step in so many fails, where it can. */
const failsOneIn = 24;
/** Stripe does what it is told this often, of the times it is called. */
const tameAnswers = 10;
const callLifeMs = 30_000;
const second = 1_000;
const day = 24 * 60 * 60 * second;
const aheadMs = [0, 20 * second, -20 * second] as const;
/** Between two rounds of all loops once it is calm: patience of the relay, of payments, of Stripe's calls. */
const calmRounds = [7, 45, 0, 7, 45, 7].map((seconds) => seconds * second);
const calmMoves = 6_000;
/** Steps that leave everything as it is: of no interest once it is calm. */
const isLook = /find$|query|pending|keptSince|answer/;

interface Said {
  readonly id?: string;
  readonly orderId?: string;
  readonly version?: number;
  readonly status?: string;
  readonly sids?: readonly string[];
}

export interface Result {
  readonly violation: Violation | undefined;
  readonly decisions: readonly number[];
  readonly story: readonly string[];
}

export interface RunOptions {
  readonly answers: Answers;
  readonly trap?: Trap | undefined;
  readonly withStory?: boolean;
}

const drained = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** One interleaving: a wild time in which anything may happen, then calm, then the promises. */
export async function run(
  tape: Tape,
  { trap, answers, withStory = false }: RunOptions,
): Promise<Result> {
  const simulation = new Simulation(tape, trap, answers);
  if (withStory) simulation.world.story = [];
  await simulation.beWild();
  await simulation.comeToRest();
  return {
    violation: simulation.world.violations[0],
    decisions: tape.decisions,
    story: simulation.world.story ?? [],
  };
}

type Move = readonly [weight: number, act: () => void];

class Simulation {
  readonly world: World;
  readonly #trap: Trap | undefined;
  readonly #tape: Tape;
  readonly #choose: (options: number) => number;
  readonly #clients: Clients;
  readonly #running: Running[] = [];
  #clientMoves = clientMoves;
  #crashes = crashes;
  #wipes = 1;

  constructor(tape: Tape, trap: Trap | undefined, answers: Answers) {
    this.#tape = tape;
    this.#choose = (options) => tape.choose(options);
    this.#trap = trap;
    this.world = new World(this.#choose, trap, limitsEnv(answers.limits));
    this.#clients = new Clients(this.world, trap, answers);
    for (const [service, name] of instances) this.#start(service, name);
  }

  async beWild(): Promise<void> {
    await this.#putOnSale();
    for (let left = wildMoves; left > 0 && !this.#isOver() && !this.#tape.isOver; left -= 1) {
      const moves = this.#moves();
      const total = moves.reduce((sum, [weight]) => sum + weight, 0);
      let chosen = this.#choose(total);
      const move = moves.find(([weight]) => (chosen -= weight) < 0);
      move?.[1]();
      await drained();
    }
  }

  async comeToRest(): Promise<void> {
    const { world } = this;
    if (this.#isOver()) return;
    world.say(() => 'nothing fails any more, and everybody is there');
    world.isCalm = true;
    world.bus.setConnected(true);
    for (const dead of this.#running.filter(({ process }) => !process.isAlive)) this.#restart(dead);
    const lastHold = Math.max(...world.orders.all().map(({ expiresAt }) => expiresAt.getTime()), 0);
    for (const milliseconds of calmRounds) {
      // The round without a length jumps to where every hold has ended, by everybody's clock.
      const until = Math.max(world.time, lastHold) + 60 * second;
      world.time = milliseconds === 0 ? until : world.time + milliseconds;
      for (const { process } of this.#running) {
        for (const turn of process.turns) process.turn(turn);
      }
      await this.#settle();
      if (this.#isOver()) return;
    }
    await checkAtRest(world, this.#running);
  }

  #isOver(): boolean {
    return this.world.violations.length > 0;
  }

  #start(service: SimService, name: string): void {
    const ahead = service === 'orders' || service === 'expiration' ? this.#choose(3) : 0;
    this.#running.push(
      startService(this.world, service, name, {
        aheadMs: aheadMs[ahead as 0 | 1 | 2],
        trap: this.#trap,
      }),
    );
  }

  #restart(dead: Running): void {
    const { service, name } = dead.process;
    this.world.say(() => `${name} starts`);
    this.#running.splice(this.#running.indexOf(dead), 1);
    this.#start(service as SimService, name);
  }

  /** Accounts, and two tickets that everybody has heard of. */
  async #putOnSale(): Promise<void> {
    const { userId, ...offer } = firstTicket;
    const shop = this.#running.find(({ tickets }) => tickets)?.tickets;
    await this.#clients.signUp();
    this.world.isCalm = true;
    for (let left = 1 + this.#choose(2); left > 0; left -= 1) void shop?.create(userId, offer);
    await this.#settle();
    this.world.isCalm = false;
  }

  #moves(): Move[] {
    const { world } = this;
    const ready = world.pending.filter(({ from }) => from <= world.time);
    const alive = this.#running.filter(({ process }) => process.isAlive);
    const undelivered = world.bus.isConnected ? world.bus.undelivered() : [];
    const { calls } = world.stripe;
    const moves: Move[] = [];
    const may = <T>(weight: number, choices: readonly T[], act: (chosen: T) => void): void => {
      if (choices.length === 0) return;
      moves.push([
        weight,
        () => {
          const chosen = choices[this.#choose(choices.length)];
          if (chosen !== undefined) act(chosen);
        },
      ]);
    };
    const might = (weight: number, isPossible: boolean, act: () => void): void => {
      if (isPossible) moves.push([weight, act]);
    };

    may(24, ready, (chosen) => this.#goOn(chosen));
    may(
      8,
      undelivered.filter(({ redeliveries }) => redeliveries === 0),
      (chosen) => this.#deliver(chosen),
    );
    may(8, calls, (chosen) => this.#land(chosen));
    might(7, this.#clientMoves > 0, () => {
      this.#clientMoves -= 1;
      this.#clients.act(this.#running);
    });
    might(2, world.redis.jobs.size > 0, () => this.#workOnSome(alive));
    may(
      1,
      undelivered.filter(({ redeliveries }) => redeliveries > 0),
      (chosen) => this.#deliver(chosen),
    );
    may(2, alive, ({ process }) => this.#turnSome(process));
    might(2, true, () => this.#passTime());
    may(
      3,
      this.#running.filter(({ process }) => !process.isAlive),
      (chosen) => this.#restart(chosen),
    );
    may(1, this.#crashes > 0 ? alive : [], (chosen) => this.#crash(chosen));
    might(1, true, () => {
      world.say(() => `the bus ${world.bus.isConnected ? 'goes' : 'comes back'}`);
      world.bus.setConnected(!world.bus.isConnected);
    });
    might(1, this.#wipes > 0 && world.redis.jobs.size > 0, () => {
      this.#wipes -= 1;
      world.say(() => 'Redis loses everything');
      world.redis.jobs.clear();
    });
    return moves;
  }

  #goOn(pending: Pending): void {
    const { process, what, dependency } = pending;
    this.world.pending.splice(this.world.pending.indexOf(pending), 1);
    const mayFail = dependency !== undefined && !this.world.isCalm;
    if (mayFail && this.#choose(failsOneIn) === 1) {
      this.world.say(() => `${process.name}: ${what} fails, ${dependency} is away`);
      pending.reject(new DependencyError(dependency));
    } else {
      if (!this.world.isCalm || !isLook.test(what)) {
        this.world.say(() => `${process.name}: ${what}`);
      }
      pending.resolve();
    }
  }

  #deliver(undelivered: Undelivered): void {
    const { subscription, message, redeliveries } = undelivered;
    this.world.say(() => {
      const to = receivers.get(subscription)?.name ?? subscription.group;
      const { id, orderId, version, status, sids = [] } = JSON.parse(message.data) as Said;
      const content = [
        id,
        orderId,
        version === undefined ? undefined : `version ${version}`,
        status,
        ...sids,
      ];
      const told = content.filter((part) => part !== undefined).join(', ');
      return `${to} hears ${message.subject}${redeliveries ? ' again' : ''}: ${told}`;
    });
    undelivered.deliver();
  }

  #land(call: Call): void {
    const chosen = this.world.isCalm ? 0 : this.#choose(tameAnswers + faults.length - 1);
    const fault = faults[Math.max(0, chosen - tameAnswers + 1)] ?? 'answers';
    this.world.say(() => `Stripe, asked by ${call.process.name} to ${call.what}, ${fault}`);
    call.land(fault);
  }

  #work({ process, announce }: Running, orderId: Id): void {
    if (!announce) return;
    this.world.say(() => `${process.name} takes up the job of ${orderId}`);
    void this.world.redis.work(process, orderId, announce);
  }

  #workOnSome(alive: readonly Running[]): void {
    const worker = alive.find(({ announce }) => announce);
    const due = worker ? this.world.redis.due(worker.process) : [];
    const orderId = due[this.#choose(due.length || 1)];
    if (worker && orderId !== undefined) this.#work(worker, orderId);
  }

  #turnSome(process: SimProcess): void {
    const turn = process.turns[this.#choose(process.turns.length || 1)];
    if (!turn) return;
    this.world.say(() => `${process.name}: a turn of ${turn.name}`);
    process.turn(turn);
  }

  #crash(chosen: Running): void {
    this.#crashes -= 1;
    this.world.say(() => `${chosen.process.name} is killed`);
    chosen.process.crash();
    const { pending } = this.world;
    pending.splice(0, pending.length, ...pending.filter(({ process }) => process.isAlive));
  }

  #passTime(): void {
    const { world } = this;
    const lengths = [second, 6 * second, 45 * second, holdSeconds * second, day];
    const open = world.orders.all().map(({ expiresAt }) => expiresAt.getTime());
    const next = Math.min(...open.filter((at) => at > world.time));
    const kind = this.#choose(12);
    // Most of the time close around the end of a hold: that is where the races are.
    const atHold = Number.isFinite(next) ? next - world.time + (kind % 2 === 0 ? 1 : -1) : second;
    const length = kind === 11 ? day : kind >= 6 ? atHold : lengths[Math.min(kind, 3)];
    world.time += length ?? second;
    world.say(() => 'time passes');
    for (const call of world.stripe.calls.filter(({ sentAt }) => world.time - sentAt > callLifeMs))
      call.land('is not reached');
  }

  /** Lets everything happen that can, the tame way, until there is nothing left. */
  async #settle(): Promise<void> {
    const { world } = this;
    for (let left = calmMoves; left > 0; left -= 1) {
      await drained();
      if (this.#isOver()) return;
      if (!this.#settleSome()) return;
    }
    world.breaks('Errors are answers.', 'it never comes to rest');
  }

  /** @returns whether there was anything left to do */
  #settleSome(): boolean {
    const { world } = this;
    const ready = world.pending.filter(({ from }) => from <= world.time);
    if (ready.length > 0) {
      for (const each of ready) this.#goOn(each);
      return true;
    }
    if (world.stripe.calls.length > 0) {
      for (const call of [...world.stripe.calls]) this.#land(call);
      return true;
    }
    const [undelivered] = world.bus.undelivered();
    if (undelivered) {
      this.#deliver(undelivered);
      return true;
    }
    for (const each of this.#running) {
      const [orderId] = each.announce ? world.redis.due(each.process) : [];
      if (orderId === undefined) continue;
      this.#work(each, orderId);
      return true;
    }
    const wakes = world.pending.map(({ from }) => from);
    if (wakes.length === 0) return false;
    world.time = Math.min(...wakes);
    return true;
  }
}
