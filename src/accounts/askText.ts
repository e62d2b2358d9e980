import * as vscode from 'vscode';
import { isDay } from '../core/calendar';
import { fromOneLine, toOneLine } from '../core/oneLine';

/** What a box begins with and checks. */
interface AskOptions {
  /** What is known so far, which may have line breaks. */
  readonly value?: string | undefined;
  /** What an empty box means. It is no part of the prompt, after which VS Code says in brackets what the keys do. */
  readonly whenEmpty?: string;
  /** Says what is wrong with what is typed. */
  check?(text: string): string | undefined;
}

/** Asks for a text. */
export async function ask(
  title: string,
  prompt: string,
  { value = '', whenEmpty, check }: AskOptions = {},
): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt,
    value: toOneLine(value),
    ignoreFocusOut: true,
    ...(whenEmpty !== undefined && { placeHolder: whenEmpty }),
    ...(check && { validateInput: check }),
  });
  return answer === undefined ? undefined : fromOneLine(answer, value);
}

/** What an empty box means where nothing has to be entered. */
export const forNone = (): string => vscode.l10n.t('Leave empty for none');

/** Asks for a day, as `YYYY-MM-DD`. Empty for none. */
export function askDay(title: string, prompt: string, day?: string): Promise<string | undefined> {
  return ask(title, prompt, {
    value: day,
    whenEmpty: forNone(),
    check: text =>
      text === '' || isDay(text)
        ? undefined
        : vscode.l10n.t('Enter a date that exists, in the form YYYY-MM-DD.'),
  });
}
