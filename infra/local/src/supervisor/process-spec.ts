/** A process to run: what it is, and how one knows that it works. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where it answers, for people. */
  readonly url: string;
  /** Where its probes, metrics and parked messages are, where that is another port. */
  readonly operatorUrl?: string;
  readonly isReady: () => Promise<boolean>;
  /** Clears away what an earlier run of it may have left outside its process (a container). */
  readonly clear?: () => Promise<void>;
  /** Puts right before a start what a full disk or a kill may have left in its data; says what it has done. */
  readonly mend?: () => readonly string[];
  /** An exit before it was ever ready is final: it waits by itself for all that it needs, and said what is wrong. */
  readonly isExitFinal?: boolean;
  /** How a signal reaches what runs, where that is not what `command` starts (a container). */
  readonly signal?: (signal: NodeJS.Signals) => void;
}
