import { subjects as inTheContract } from '@ticketing-dev/common';

import { subjects } from '../../kit/checker/bus';

describe('the checker', () => {
  it('reads every subject of the contract', () => {
    expect([...subjects].sort()).toEqual([...inTheContract].sort());
  });
});
