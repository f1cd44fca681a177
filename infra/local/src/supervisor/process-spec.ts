/** A process to run, and a probe that shows whether it works. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Its address, for people. */
  readonly url: string;
  /** The address of its operators' port, if it has one. */
  readonly operatorUrl?: string;
  /** The address that a debugger attaches to, if it has one. */
  readonly inspector?: string;
  readonly isReady: () => Promise<boolean>;
  /** Removes what an earlier run may have left outside its process (a container). */
  readonly clear?: () => Promise<void>;
  /** Runs before every start. Repairs data after a full disk or a kill, and returns a line for each repair. */
  readonly repair?: () => readonly string[];
  /** If it exits before it was ready, it is not restarted: it waits for its dependencies itself, and logs its error. */
  readonly isExitFinal?: boolean;
  /** Sends a signal to the program, if `command` does not start the program itself (a container). */
  readonly signal?: (signal: NodeJS.Signals) => void;
}
