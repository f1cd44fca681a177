import { readFileSync } from 'node:fs';
import path from 'node:path';

const styles = path.join(__dirname, '../../node_modules/@mantine/core/styles');
const imported = readFileSync(path.join(__dirname, '../../src/app/mantine.css'), 'utf8');
const whole = readFileSync(`${styles}.css`, 'utf8');

it('loads the styles of Mantine in its order, because a later rule wins', () => {
  const parts = [...imported.matchAll(/styles\/([\w-]+)\.css/g)].map(([, name = '']) => name);
  const withClasses = parts.filter((name) => classOf(name) !== undefined);

  const places = withClasses.map((name) => whole.indexOf(`.${classOf(name) ?? ''}`));
  expect(withClasses.length).toBeGreaterThan(10);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

/** The first class that the styles of a part define. */
const classOf = (part: string): string | undefined =>
  /\.(m_[0-9a-f]+)/.exec(readFileSync(path.join(styles, `${part}.css`), 'utf8'))?.[1];
