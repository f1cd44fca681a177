import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import path from 'node:path';

import { eventually, signedIn } from '@ticketing-dev/common/testing';

const source = path.join(__dirname, '../course-service');

/** Copies the service into the project in which the published package is installed. */
export const copyCourseService = (project: string): string => {
  const folder = path.join(project, 'course-service');
  cpSync(source, folder, { recursive: true });
  return folder;
};

export interface CourseService {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the compiled service.
 *
 * @param remember tells the reaper of its process, so that a killed test run leaves nothing behind
 * @param env the settings that the course gives it in its manifest
 */
export async function startCourseService(
  folder: string,
  remember: (line: string) => void,
  env: { readonly JWT_KEY: string; readonly NATS_URL: string; readonly PORT: string },
): Promise<CourseService> {
  const child: ChildProcess = spawn(process.execPath, [path.join(folder, 'dist/index.js')], {
    env: { ...env, NATS_CLUSTER_ID: 'ticketing', NATS_CLIENT_ID: 'course-service' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  if (child.pid !== undefined) remember(`pid ${child.pid}`);
  const url = `http://127.0.0.1:${env.PORT}`;
  await eventually(() => fetch(url), 30_000);
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/** Sends a request. `as` is the user of its session, which is signed with `key`. */
export async function call(
  { url, as, key }: { readonly url: string; readonly as?: string; readonly key: string },
  method = 'GET',
  body?: object,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(as !== undefined && { cookie: signedIn(as, key) }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
