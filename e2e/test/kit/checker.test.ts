import { readFileSync } from 'node:fs';
import path from 'node:path';

import { subjects as inTheContract } from '@ticketing-dev/common';
import { repository } from '@ticketing-dev/local';

import { subjects } from '../../kit/checker/bus';
import { promises } from '../../kit/checker/judge';

describe('the checker', () => {
  it('reads every subject of the contract', () => {
    expect([...subjects].sort()).toEqual([...inTheContract].sort());
  });

  it.each(Object.entries(promises))(
    'checks promise %s of docs/architecture.md',
    (name, sentence) => {
      const text = readFileSync(path.join(repository, 'docs/architecture.md'), 'utf8');
      const [, number = '', title = ''] = /^(\d) (.*)$/.exec(name) ?? [];
      const [line] = text
        .split('\n')
        .filter((each) => each.startsWith(`${number}. **${title}.** `));

      expect(line).toContain(sentence);
    },
  );

  it('checks every promise of docs/architecture.md', () => {
    const text = readFileSync(path.join(repository, 'docs/architecture.md'), 'utf8');

    expect(text.match(/^\d\. \*\*[^*]+\.\*\* /gm)).toHaveLength(Object.keys(promises).length);
  });
});
