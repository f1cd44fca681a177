import { readFileSync } from 'node:fs';
import path from 'node:path';

import { errorStatuses } from '@ticketing-dev/common';

describe('the error codes in docs/contract.md', () => {
  it('are those of the code, each beside its status', () => {
    const page = readFileSync(path.join(__dirname, '../../../docs/contract.md'), 'utf8');

    const rows = [...page.matchAll(/^\| (\d{3}) +\| (.*) \|$/gm)];
    const listed = rows.flatMap(([, status, codes = '']) =>
      [...codes.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => [code, Number(status)]),
    );

    expect(Object.fromEntries(listed)).toEqual(errorStatuses);
    expect(listed).toHaveLength(Object.keys(errorStatuses).length);
  });
});
