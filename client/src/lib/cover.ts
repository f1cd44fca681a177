type Random = () => number;
type Pattern = (random: Random) => string;

/** Two colours: the ground, and the light on it. White text is readable on each ground. */
const duotones = [
  ['#0b3d33', '#7fd6b8'],
  ['#15244f', '#8fb4ff'],
  ['#3b1445', '#f0a6d8'],
  ['#4a0f1e', '#ff9f86'],
  ['#47290a', '#ffc865'],
  ['#07374a', '#6fd8ee'],
  ['#251a5c', '#b8a2ff'],
  ['#2c3312', '#d4e27a'],
] as const;

/** The middle of each pattern is also seen in a square. */
const patterns: readonly Pattern[] = [stageLights, staves, pitchLines, masks, stars, arches];

const [width, height] = [1200, 630];

/** A picture for an event that has none: the same name always has the same one. It is an SVG file without text. */
export function coverOf(name: string): string {
  const random = randomOf(name);
  const [ground, light] = pick(duotones, random);
  const pattern = pick(patterns, random);
  return (
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' preserveAspectRatio='xMidYMid slice'>` +
    `<radialGradient id='g' cx='${share(random)}' cy='0' r='1.1'><stop stop-color='${light}' stop-opacity='.5'/><stop offset='1' stop-color='${light}' stop-opacity='0'/></radialGradient>` +
    `<path fill='${ground}' d='M0 0h${width}v${height}H0z'/><path fill='url(#g)' d='M0 0h${width}v${height}H0z'/>` +
    `<g fill='${light}' stroke='${light}' stroke-width='0'>${pattern(random)}</g></svg>`
  );
}

function stageLights(random: Random): string {
  const beams = Array.from({ length: 6 }, (_, index) => {
    const top = 100 + index * 200;
    const foot = between(random, 250, 950);
    const half = between(random, 70, 150);
    return `<path opacity='.${between(random, 14, 34)}' d='M${top} -10L${foot - half} 560h${half * 2}z'/>`;
  });
  return `${beams.join('')}<ellipse cx='600' cy='560' rx='560' ry='70' opacity='.3'/><circle cx='600' cy='470' r='34'/><path d='M552 640V560q0-48 48-48t48 48v80z'/>`;
}

function staves(random: Random): string {
  const bend = between(random, 60, 160);
  const lines = [0, 1, 2, 3, 4].map((index) => {
    const y = 215 + index * 50;
    return `<path d='M-20 ${y}Q300 ${y - bend} 600 ${y}T1220 ${y}'/>`;
  });
  const notes = Array.from({ length: 7 }, (_, index) => {
    const x = 120 + index * 160 + between(random, -30, 30);
    const y = between(random, 190, 420);
    return `<ellipse cx='${x}' cy='${y}' rx='32' ry='24' transform='rotate(-20 ${x} ${y})'/><path d='M${x + 25} ${y - 130}h9v130h-9z'/>`;
  });
  return `<g fill='none' stroke-width='5' opacity='.5'>${lines.join('')}</g>${notes.join('')}`;
}

function pitchLines(random: Random): string {
  const stripe = between(random, 90, 130);
  const stripes = Array.from(
    { length: 7 },
    (_, index) => `<path d='M${index * stripe * 2} 0h${stripe}v${height}H${index * stripe * 2}z'/>`,
  );
  const radius = between(random, 120, 170);
  return (
    `<g opacity='.12'>${stripes.join('')}</g>` +
    `<path fill='none' stroke-width='9' opacity='.85' d='M40 40h1120v550H40zM600 40v550M40 165h190v300H40M1160 165H970v300h190M230 245q90 70 0 140M970 245q-90 70 0 140M${600 - radius} 315a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0-${radius * 2} 0'/>` +
    `<circle cx='${between(random, 500, 700)}' cy='${between(random, 230, 400)}' r='26'/>`
  );
}

function masks(random: Random): string {
  const turn = between(random, 6, 16);
  const face = "<path d='M-150-170q150 50 300 0q30 330-150 370q-180-40-150-370z'";
  const eyes = 'M-95-50q40-50 80 0zM15-50q40-50 80 0z';
  return (
    `<g transform='translate(770 345) rotate(${turn})'>${face} opacity='.4'/><path opacity='.8' d='${eyes}M-80 120q80-110 160 0q-80-50-160 0z'/></g>` +
    `<g transform='translate(480 290) rotate(-${turn})'>${face}/><path fill='#000' opacity='.75' d='${eyes}M-90 40q90 60 180 0q-30 110-90 110t-90-110z'/></g>` +
    `<path fill='none' stroke-width='8' opacity='.5' d='M60 0q${between(random, 40, 120)} 300-20 640M1140 0q-${between(random, 40, 120)} 300 20 640'/>`
  );
}

function stars(random: Random): string {
  const shapes = Array.from({ length: 15 }, (_, index) => {
    const size = index === 0 ? 190 : between(random, 14, 78);
    const x = index === 0 ? between(random, 480, 720) : between(random, 20, 1180);
    const y = index === 0 ? between(random, 270, 360) : between(random, 20, 610);
    return `<path opacity='.${index === 0 ? 95 : between(random, 35, 85)}' d='M${x} ${y - size}q0 ${size} ${size} ${size}q-${size} 0-${size} ${size}q0-${size}-${size}-${size}q${size} 0 ${size}-${size}'/>`;
  });
  return shapes.join('');
}

function arches(random: Random): string {
  const step = between(random, 62, 84);
  const rings = [5, 4, 3, 2, 1].map((index) => {
    const radius = index * step;
    return `<path d='M${600 - radius} 640V440a${radius} ${radius} 0 0 1 ${radius * 2} 0v200'/>`;
  });
  const sides = [90, 1110].map((x) => `<path d='M${x - 70} 640V330a70 70 0 0 1 140 0v310'/>`);
  return (
    `<g fill-opacity='.13' stroke-width='8' stroke-opacity='.75'>${rings.join('')}${sides.join('')}</g>` +
    `<circle cx='${between(random, 200, 1000)}' cy='${between(random, 60, 110)}' r='${between(random, 34, 60)}' opacity='.9'/>`
  );
}

/** FNV-1a, then a linear congruential generator: equal on the server and in the browser. */
function randomOf(name: string): Random {
  let state = 0x811c9dc5;
  for (const character of name.normalize().toLowerCase()) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least));
}

function share(random: Random): string {
  return random().toFixed(2);
}
