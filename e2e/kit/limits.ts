import { Option } from '@commander-js/extra-typings';

/**
 * Every limit, at a number that no run reaches: the code of the limits runs all the same. Without them a run plays at the
 * defaults, like everybody's shop.
 */
export const raisedLimits: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'SIGN_INS_PER_ACCOUNT',
      'SIGN_INS_PER_DEVICE',
      'SIGN_INS_PER_ADDRESS',
      'SIGN_UPS_PER_ADDRESS',
      'MAIL_LINKS_PER_ACCOUNT',
      'MAIL_LINKS_PER_ADDRESS',
      'NEW_TICKETS_PER_ACCOUNT',
      'TICKET_EDITS_PER_ACCOUNT',
      'DOORS_PER_ACCOUNT',
      'WRONG_CODES_PER_DOOR',
      'HOLDS_PER_TICKET',
      'LIVE_STREAMS',
      'LIVE_STREAMS_PER_ADDRESS',
      'CARD_REFUSALS_PER_ORDER',
      'CARD_REFUSALS_PER_ACCOUNT',
    ].map((name) => [name, '1000000000']),
  ),
  OPEN_ORDERS_PER_ACCOUNT: '1000',
  PASSWORD_QUEUE_SECONDS: '60',
};

const choices = ['raised', 'defaults'] as const;
export type LimitsChoice = (typeof choices)[number];

export const limitsOption = () =>
  new Option('--limits <name>', 'raised, so that no client reaches one; or those of a real shop')
    .choices(choices)
    .default('raised' as const);

/** The settings of a run's limits. */
export const limitsEnv = (choice: LimitsChoice): Readonly<Record<string, string>> =>
  choice === 'raised' ? raisedLimits : {};

const mostRefused = 0.01;

/** The answers of a run, of whichever client: each is counted here. */
export class Answers {
  #all = 0;
  #refused = 0;

  constructor(readonly limits: LimitsChoice) {}

  readonly count = (status: number): void => {
    this.#all += 1;
    if (status === 429) this.#refused += 1;
  };

  get figures(): string {
    return `limits ${this.limits}: ${this.#refused} of ${this.#all} answers are 429`;
  }

  /** A run with raised limits that meets them all the same has tried the limits, and nothing else. */
  get areGood(): boolean {
    return this.limits === 'defaults' || this.#refused <= this.#all * mostRefused;
  }
}

/** A run under these limits: it fails where they kept it from what it is for, whatever else it has found. */
export async function under(
  limits: LimitsChoice,
  run: (answers: Answers) => Promise<boolean>,
): Promise<boolean> {
  const answers = new Answers(limits);
  const isGood = await run(answers);
  console.log(answers.figures);
  if (!answers.areGood) console.log('FAILED: limits kept the run from what it is for');
  return isGood && answers.areGood;
}
