/** What a section may have, after Keep a Changelog. */
const GROUPS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** What an item says that its reader can do. */
const VERBS = new Set(
  `Add Adopt Approve Back Be Call Check Choose Commit Copy Edit Find Get Give Group Import Keep Learn Let Look Open
  Read Remove Replace Review Run Save See Set Share Sign Start Trust Try Type Update Use`.split(/\s+/),
);

const LONGEST = 160;

/**
 * @typedef {object} Section
 * @property {number} line of its title, from 1
 * @property {string} version `Unreleased` for the first one
 * @property {string} title
 * @property {string[]} lines below the title
 */

/** @param {string} text of CHANGELOG.md @returns {Section[]} */
export function sectionsOf(text) {
  /** @type {Section[]} */
  const sections = [];
  for (const [index, line] of text.split('\n').entries()) {
    const version = /^## \[?([^\]]*)/.exec(line)?.[1];
    if (version !== undefined) sections.push({ line: index + 1, version, title: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** @param {Section} section */
export const itemsOf = ({ lines }) => lines.filter(line => line.startsWith('- '));

/**
 * What is wrong with a changelog's form.
 *
 * @param {string} text
 * @returns {string[]} a line each, with the line's number
 */
export function problemsIn(text) {
  const sections = sectionsOf(text);
  return sections.flatMap((section, index) => [
    ...(isTitle(section.title, index) ? [] : [`${section.line}: ${TITLES[index === 0 ? 0 : 1]}`]),
    ...section.lines.flatMap((line, at) => {
      const problem = problemOf(line, section.lines.slice(0, at));
      return problem === undefined ? [] : [`${section.line + at + 1}: ${problem}`];
    }),
  ]);
}

const TITLES = ['The first section is “## [Unreleased]”.', 'A title is “## [1.2.3] - 2026-01-31”.'];

/** @param {string} title @param {number} index */
function isTitle(title, index) {
  return index === 0 ? title === '## [Unreleased]' : /^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(title);
}

/** @param {string} line @param {string[]} above */
function problemOf(line, above) {
  if (line === '') return undefined;
  if (line.startsWith('### '))
    return GROUPS.includes(line.slice(4)) ? undefined : `A group is one of ${GROUPS.join(', ')}.`;
  if (!line.startsWith('- ')) return 'An item is one line that begins with “- ”.';
  if (!above.some(each => each.startsWith('### '))) return 'An item stands in a group, such as “### Added”.';
  if (line.length > LONGEST) return `An item has at most ${LONGEST} characters.`;
  if (!line.endsWith('.')) return 'An item ends with a full stop.';
  const [, first = ''] = line.split(/[ ,]/);
  return VERBS.has(first)
    ? undefined
    : `An item begins with what its reader can do, such as “Copy”, not with “${first}”. If that is a verb, add it to VERBS in scripts/release/changelog.mjs.`;
}
