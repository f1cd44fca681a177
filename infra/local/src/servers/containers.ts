import { onPath } from '../paths';
import { run } from '../run';
import { onceADay } from './once-a-day';

const knownEngines = ['docker', 'podman'];
const answerTimeoutMs = 10_000;
const pullTimeoutMs = 5 * 60_000;

let answering: Promise<readonly string[]> | undefined;

/** The installed engines that answer. Checked once. */
function answeringEngines(): Promise<readonly string[]> {
  answering ??= Promise.all(
    knownEngines
      .filter((engine) => onPath(engine))
      .map(async (engine) => {
        const { ok } = await run(engine, ['info'], { timeoutMs: answerTimeoutMs });
        return ok ? [engine] : [];
      }),
  ).then((found) => found.flat());
  return answering;
}

async function hasImage(engine: string, image: string): Promise<boolean> {
  const present = await run(engine, ['image', 'inspect', image], { timeoutMs: answerTimeoutMs });
  if (present.ok) return true;
  const pull = async (): Promise<true | undefined> =>
    (await run(engine, ['pull', image], { timeoutMs: pullTimeoutMs })).ok || undefined;
  return (await onceADay(`${engine}-${image}`, pull)) ?? false;
}

/** The first engine that has the image or can pull it, and that can run the program in it. */
export async function engineFor(image: string, program: string): Promise<string | undefined> {
  for (const engine of await answeringEngines()) {
    if (!(await hasImage(engine, image))) continue;
    const trial = await run(engine, ['run', '--rm', '--entrypoint', program, image, '--version'], {
      timeoutMs: answerTimeoutMs,
    });
    if (trial.ok) return engine;
  }
  return undefined;
}

export interface ContainerRun {
  readonly engine: string;
  readonly image: string;
  readonly name: string;
  /** Host port → container port. */
  readonly ports: readonly (readonly [host: number, inside: number])[];
  readonly volume: readonly [host: string, inside: string];
  readonly args: readonly string[];
}

/**
 * The data must belong to the user who runs the stack, so that `npm run reset` can delete it. Root can always do so.
 */
function asMe(engine: string): string[] {
  const uid = process.getuid?.() ?? 0;
  if (uid === 0) return [];
  const user = ['--user', `${uid}:${process.getgid?.() ?? uid}`];
  return engine === 'podman' ? ['--userns', 'keep-id', ...user] : user;
}

/** The engine's arguments to run a server in the foreground, reachable only from this machine. */
export function containerArgs({
  engine,
  image,
  name,
  ports,
  volume,
  args,
}: ContainerRun): string[] {
  return [
    'run',
    '--rm',
    '--name',
    name,
    ...asMe(engine),
    ...ports.flatMap(([host, inside]) => ['--publish', `127.0.0.1:${host}:${inside}`]),
    '--volume',
    `${volume[0]}:${volume[1]}`,
    image,
    ...args,
  ];
}

/** Removes a container, because a killed `docker run` leaves it behind. */
export async function removeContainer(engine: string, name: string): Promise<void> {
  await run(engine, ['rm', '--force', name], { timeoutMs: answerTimeoutMs });
}

const signalArgs = (signal: NodeJS.Signals): readonly string[] => {
  if (signal === 'SIGSTOP') return ['pause'];
  if (signal === 'SIGCONT') return ['unpause'];
  return ['kill', '--signal', signal];
};

/**
 * Returns a function that signals the program in a container, one signal after the other. `docker run` is only a
 * client: if it ends, the program continues. Errors are ignored, because the container may be gone.
 */
export function containerSignals(engine: string, name: string): (signal: NodeJS.Signals) => void {
  let last: Promise<unknown> = Promise.resolve();
  return (signal) => {
    last = last.then(() =>
      run(engine, [...signalArgs(signal), name], { timeoutMs: answerTimeoutMs }),
    );
  };
}
