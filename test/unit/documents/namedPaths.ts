import { posix } from 'node:path';

/** What only a build, an installation or a run makes. */
const MADE =
  /^(?:cli\/)?dist\/|^\.vscode-test\b|^\.git\/|^\.xero-mfa\/|^(?:bench\.json|workbench\.stock\.js)$/;
const PATH = /^[\w.<>*-]*(?:\/[\w.<>*-]*)*$/;
const FILE = /\.(?:ts|mjs|cjs|js|json|md|css|svg|py|yml)$/;

/** What stands in backticks, outside of blocks of code. */
export function codeSpans(markdown: string): string[] {
  const prose = markdown.replace(/^ *```.*?^ *```$/gms, '');
  return Array.from(prose.matchAll(/`([^`]+)`/g), ([, span = '']) => span);
}

/** The files and folders that a document names, as it does. A name like `*.test.ts` is a kind of file, not a path. */
export function namedPaths(markdown: string): string[] {
  const names = codeSpans(markdown).filter(
    span => PATH.test(span) && (span.endsWith('/') || FILE.test(span)) && !MADE.test(span),
  );
  return [...new Set(names)].filter(name => name.includes('/') || !name.startsWith('*'));
}

/**
 * The files that a name stands for. It is relative to the document, the root or `src/`.
 *
 * @param document from the root
 * @param files all there are
 */
export function filesNamed(name: string, document: string, files: readonly string[]): string[] {
  const patterns = [posix.dirname(document), '', 'src'].map(folder => {
    const path = posix.join(folder, name).replace(/[.+]/g, '\\$&');
    return new RegExp(`^${path.replace(/<\w+>|\*+/g, '[^/]*').replace(/\/$/, '/.*')}$`);
  });
  return files.filter(file => patterns.some(pattern => pattern.test(file)));
}

/** The names of a document that stand for nothing. */
export function missingPaths(document: string, markdown: string, files: readonly string[]): string[] {
  return namedPaths(markdown).filter(name => filesNamed(name, document, files).length === 0);
}
