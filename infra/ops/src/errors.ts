import type { Service } from './services';

/** The exit codes of every command. */
export const exitCodes = { fine: 0, found: 1, wrongUse: 2, noAnswer: 3 } as const;

/** A command ends with a line for the operator and an exit code. */
export class OpsError extends Error {
  override readonly name = 'OpsError';

  constructor(
    message: string,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A service did not answer, or answered that it cannot at the moment. */
export class NoAnswerError extends OpsError {
  constructor(
    readonly service: Service,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`${service} did not answer: ${why}`, exitCodes.noAnswer, options);
  }
}

/** What the operator asked for does not exist. */
export class NotThereError extends OpsError {
  constructor(message: string) {
    super(message, exitCodes.found);
  }
}

/** The operator used a command wrongly. */
export class WrongUseError extends OpsError {
  constructor(message: string) {
    super(message, exitCodes.wrongUse);
  }
}
