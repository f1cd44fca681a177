import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from './support/tools';

const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');

describe('an image', () => {
  it('contains only the files that .dockerignore lists', () => {
    const [first, ...others] = read('.dockerignore').trim().split('\n');
    const added = others.filter((line) => line.startsWith('!'));

    expect(first).toBe('**');
    expect(added.join()).not.toMatch(/\.git|\.github|\.local|\.env/);
    expect(others).toEqual(expect.arrayContaining(['**/test', '**/.env*']));
  });

  it.each(['service', 'client'])('of a %s contains compiled code, and no sources', (name) => {
    const [, production = ''] = read(`infra/docker/${name}.Dockerfile`).split(' AS production\n');
    const copied = [...production.matchAll(/^COPY (.*)$/gm)].map(([, what]) => what);

    expect(copied).not.toEqual([]);
    for (const what of copied) expect(what).toMatch(/^--from=(packages|build|built) /);
    expect(copied.join()).not.toMatch(/\/src/);
    expect(production).toMatch(/^USER 1000:1000$/m);
    expect(production).toMatch(/^ENV NODE_ENV=production/m);
  });
});
