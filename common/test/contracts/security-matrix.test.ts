import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const docs = path.join(__dirname, '../../../docs');
const repository = path.dirname(docs);
const page = readFileSync(path.join(docs, 'security.md'), 'utf8');
const matrix = page.slice(page.indexOf('\n## OWASP ASVS 5.0\n'));

/** How many requirements ASVS 5.0.0 has at each level. */
const requirements: Readonly<Record<string, number>> = { 1: 70, 2: 183 };

const rows = [
  ...matrix.matchAll(/^\| (\d+\.\d+\.\d+) +\| ([12]) +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm),
].map(([, id = '', level = '', verdict = '', what = '', by = '']) => ({
  id,
  level,
  verdict,
  what,
  by,
}));

const notApplicable = [...matrix.matchAll(/level ([12]): ([\d., ]+)/g)].flatMap(
  ([, level = '', ids = '']) => ids.split(', ').map((id) => ({ id: id.trim(), level })),
);

const testsIn = (text: string) =>
  [...text.matchAll(/`([^`]+\.test\.tsx?)`/g)].map(([, file]) => file ?? '');

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const linksIn = (text: string) =>
  [...text.matchAll(/\]\(([^):]+)\)/g)].map(([, target = '']) => target.split('#'));

describe('the matrix of ASVS 5.0 in docs/security.md', () => {
  it('has every requirement of levels 1 and 2 once', () => {
    const all = [...rows, ...notApplicable];

    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const [level, count] of Object.entries(requirements)) {
      expect(all.filter((one) => one.level === level)).toHaveLength(count);
    }
  });

  it('counts right', () => {
    const counted = [...matrix.matchAll(/^\| ([a-z ]+?) +\| +(\d+) +\| +(\d+) +\|$/gm)].map(
      ([, verdict, one, two]) => [verdict, Number(one), Number(two)],
    );
    const count = (all: readonly { level: string }[], level: string) =>
      all.filter((one) => one.level === level).length;
    const of = (verdict: string) => rows.filter((row) => row.verdict === verdict);

    expect(counted).toEqual([
      ...['met', 'written', 'contract', 'package', 'operator', 'instead', 'open'].map((verdict) => [
        verdict,
        count(of(verdict), '1'),
        count(of(verdict), '2'),
      ]),
      ['not applicable', count(notApplicable, '1'), count(notApplicable, '2')],
    ]);
  });

  it('names a test for each row that is met', () => {
    const without = rows.filter(({ verdict, by }) => verdict === 'met' && testsIn(by).length === 0);

    expect(without).toEqual([]);
  });

  it('links to what is written for each row that asks for that', () => {
    const without = rows.filter(
      ({ verdict, by }) => verdict === 'written' && linksIn(by).length === 0,
    );

    expect(without).toEqual([]);
  });

  it('accepts no substitute for a row of level 1', () => {
    expect(rows.filter(({ level, verdict }) => level === '1' && verdict === 'instead')).toEqual([]);
  });

  it('names tests that are there', () => {
    const missing = testsIn(page).filter((file) => !existsSync(path.join(repository, file)));

    expect([...new Set(missing)]).toEqual([]);
  });

  it('links to pages and sections that are there', () => {
    const broken = linksIn(page).filter(([file = '', anchor]) => {
      const target = file === '' ? path.join(docs, 'security.md') : path.join(docs, file);
      if (!existsSync(target)) return true;
      if (anchor === undefined) return false;
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)];
      return !headings.some(([, heading = '']) => anchorOf(heading) === anchor);
    });

    expect(broken).toEqual([]);
  });
});
