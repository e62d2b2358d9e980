import assert from 'node:assert/strict';
import { vsCode } from './extension';

/** The lines of the page, once they are as a test expects them. */
export const page = (): string[] => (vsCode.window.shown?.getText() ?? '').split('\n');

/** The lines under a heading. */
export function under(heading: string): string[] {
  const lines = page();
  const start = lines.indexOf(heading);
  if (start < 0) return [];
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end).map(line => line.trim());
}

/** The actions above a line. */
export async function actionsOf(line: string | RegExp): Promise<readonly string[]> {
  const actions = await vsCode.actionsShown();
  return actions
    .filter(each => (typeof line === 'string' ? each.line === line : line.test(each.line)))
    .map(({ title }) => title);
}

export async function click(line: RegExp, title: string): Promise<unknown> {
  const found = (await vsCode.actionsShown()).find(each => line.test(each.line) && each.title === title);
  return (found ?? assert.fail(`${title} above ${line}`)).click();
}
