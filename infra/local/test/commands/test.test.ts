import { withinRepository } from '../../src/commands/test';
import { repository } from '../../src/paths';

const matches = (args: readonly string[], file: string): boolean =>
  withinRepository(args).some((pattern) => new RegExp(pattern).test(file));

describe('what follows npm test --', () => {
  it('selects files by their path within the clone, whatever the folder of the clone is named', () => {
    expect(matches(['orders'], `${repository}/orders/test/app.test.ts`)).toBe(true);
    expect(matches(['orders/test/app'], `${repository}/orders/test/app.test.ts`)).toBe(true);
    expect(matches(['orders'], `${repository}/auth/test/app.test.ts`)).toBe(false);
    expect(matches([repository.slice(1)], `${repository}/auth/test/app.test.ts`)).toBe(false);
  });

  it("leaves jest's options and what follows them as they are", () => {
    expect(withinRepository(['--selectProjects', 'auth', 'orders'])).toEqual([
      '--selectProjects',
      'auth',
      'orders',
    ]);
  });
});
