import { readFileSync } from 'node:fs';
import path from 'node:path';

import { subjects } from '@ticketing-dev/common';

describe('the table of events', () => {
  it.each(['docs/contract.md', 'docs/architecture.md'])('in %s has every event once', (name) => {
    const page = readFileSync(path.join(__dirname, '../../..', name), 'utf8');

    const listed = [...page.matchAll(/^\| \**`([a-z]+:[a-z]+)`\** +\|/gm)].map(([, each]) => each);

    expect(listed.sort()).toEqual([...subjects].sort());
  });
});
