import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');

/** Installed or made. */
const SKIPPED = new Set(['node_modules', 'dist', 'out', '.git', '.vscode-test']);

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? filesIn(name) : [name];
  });
}

/** The paths of all files that are neither installed nor made, from the root, with `/`. */
export const projectFiles: readonly string[] = filesIn('');

const read = new Map<string, string>();

/** @param name from the root */
export function textOf(name: string): string {
  const text = read.get(name) ?? readFileSync(join(root, name), 'utf8');
  read.set(name, text);
  return text;
}
