#!/usr/bin/env node
// Every path, page, heading and ADR that a comment or a document names must exist.
const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean);
const known = new Set(tracked.flatMap((file) => [file, ...foldersOf(file)]));
const tops = [
  ...new Set(tracked.filter((file) => file.includes('/')).map((file) => file.split('/')[0])),
];
const texts = tracked.filter(
  (file) =>
    /\.(md|ts|tsx|mjs|js|json|ya?ml|java)$|Dockerfile$|^\.ci\//.test(file) &&
    !/package-lock|CHANGELOG/.test(file),
);

function foldersOf(file) {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

const headingId = (heading) =>
  heading
    .toLowerCase()
    .replace(/[`*]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
const headingsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => headingId(heading));

/** How `ops` names replicas and the channels of parked messages. */
const isOperatorsName = (name) =>
  /^(auth|tickets|orders|payments)\/(tickets|orders|deleted-users|payment)$/.test(name);

/** A text may name a file without its extension, or an ADR by its number. */
const isThere = (name) =>
  isOperatorsName(name) ||
  known.has(name) ||
  tracked.some(
    (file) =>
      file.startsWith(`${name}.`) || (name.startsWith('docs/adr/') && file.startsWith(`${name}-`)),
  );

function* linksIn(file, text) {
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target) || file === 'docs/adr/0000-template.md') continue;
    const [page, heading] = target.split('#');
    const to = page === '' ? file : path.normalize(path.join(path.dirname(file), decodeURI(page)));
    if (!known.has(to.replace(/\/$/, ''))) yield target;
    else if (heading && to.endsWith('.md') && !headingsOf(to).includes(heading)) yield target;
  }
}

const pathOf = new RegExp(
  `(?<![\\w@./-])(?:${tops.join('|').replaceAll('.', '\\.')})(?:/[\\w@.-]{2,})+`,
  'g',
);

function* pathsIn(file, text) {
  for (const [match] of text.matchAll(pathOf)) {
    const name = match.replace(/\.+$/, '');
    // Build results are not tracked.
    if (!/\/(dist|node_modules|\.next)(\/|$)/.test(name) && !isThere(name)) yield name;
  }
}

function* adrsIn(_file, text) {
  for (const [, number] of text.matchAll(/\bADR (\d+)/g)) {
    if (!isThere(`docs/adr/${number.padStart(4, '0')}`)) yield `ADR ${number}`;
  }
}

const isComment = (line) => /^\s*(\/\/|\/?\*|#)/.test(line) || /\s\/\/ |\/\*\*/.test(line);
const wordsOf = (file) => {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.md') ? text : text.split('\n').filter(isComment).join('\n');
};

const dangling = texts.flatMap((file) => {
  const text = wordsOf(file);
  const links = file.endsWith('.md') ? [...linksIn(file, text)] : [];
  return [...new Set([...links, ...pathsIn(file, text), ...adrsIn(file, text)])].map(
    (name) => `${file}: ${name}`,
  );
});
for (const line of dangling) console.log(line);
process.exit(dangling.length === 0 ? 0 : 1);
