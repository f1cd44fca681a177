import { readFileSync } from 'node:fs';
import path from 'node:path';

import { subjects } from '@ticketing-dev/common';

const page = readFileSync(path.join(__dirname, '../../../docs/architecture.md'), 'utf8');

describe('the table of events in docs/architecture.md', () => {
  it('has every event of the contract, and no other', () => {
    const listed = [...page.matchAll(/^\| `([a-z]+:[a-z]+)` +\|/gm)].map(([, subject]) => subject);

    expect(listed.sort()).toEqual([...subjects].sort());
  });
});
