import { PHRASES } from './phrases.mjs';

/**
 * @typedef {object} Found
 * @property {number} line where its paragraph or comment begins, from 1
 * @property {string} text the phrase with the words around it
 * @property {string} instead what to write
 */

/**
 * Finds the phrases in a document, or in the comments of a source file.
 *
 * @param {string} name of the file
 * @param {string} content
 * @returns {Found[]}
 */
export function findPhrases(name, content) {
  const found = name.endsWith('.md')
    ? paragraphs(content)
    : comments(content, name.endsWith('.py') ? '#' : '\\/\\/|\\/?\\*+\\/?');
  return found.flatMap(({ line, text }) =>
    PHRASES.flatMap(([phrase, instead]) =>
      Array.from(text.matchAll(new RegExp(phrase, 'gi')), ({ index, 0: found }) => ({
        line,
        text: text.slice(Math.max(0, index - 40), index + found.length + 40).trim(),
        instead,
      })),
    ),
  );
}

/** @param {string} content */
function paragraphs(content) {
  let isCode = false;
  return blocks(content, line => {
    const isFence = /^\s*```/.test(line);
    if (isFence) isCode = !isCode;
    return isFence || isCode || line.trim() === '' ? undefined : line.replace(/`[^`]*`/g, '…');
  });
}

/**
 * Comments as the formatter leaves them: on lines of their own, or after code and a space.
 *
 * @param {string} content
 * @param {string} mark how a line of a comment begins
 */
function comments(content, mark) {
  const comment = new RegExp(`^\\s*(?:${mark})(.*)|\\s// (.*)`);
  return blocks(content, line => {
    const [, whole, end] = comment.exec(line) ?? [];
    return whole ?? end;
  });
}

/**
 * Joins consecutive lines, because phrases wrap.
 *
 * @param {string} content
 * @param {(line: string) => string | undefined} textOf a line's text, if it belongs to a block
 */
function blocks(content, textOf) {
  /** @type {{ line: number, text: string }[]} */
  const found = [];
  let isOpen = false;
  for (const [index, line] of content.split('\n').entries()) {
    const text = textOf(line)?.replace(/\s+/g, ' ').trim();
    const last = found.at(-1);
    if (text !== undefined && isOpen && last) last.text += ` ${text}`;
    else if (text !== undefined) found.push({ line: index + 1, text });
    isOpen = text !== undefined;
  }
  return found;
}
