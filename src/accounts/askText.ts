import * as vscode from 'vscode';
import { isDay } from '../core/calendar';
import { fromOneLine, toOneLine } from '../core/oneLine';

/** Asks for a text, which may have line breaks already. @param check says what is wrong with what is typed */
export async function ask(
  title: string,
  prompt: string,
  value = '',
  check?: (text: string) => string | undefined,
): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt,
    value: toOneLine(value),
    ignoreFocusOut: true,
    ...(check && { validateInput: check }),
  });
  return answer === undefined ? undefined : fromOneLine(answer, value);
}

/** Asks for a day, as `YYYY-MM-DD`. Empty for none. */
export function askDay(title: string, prompt: string, day?: string): Promise<string | undefined> {
  return ask(title, prompt, day, text =>
    text === '' || isDay(text)
      ? undefined
      : vscode.l10n.t('Enter a date that exists, in the form YYYY-MM-DD.'),
  );
}
