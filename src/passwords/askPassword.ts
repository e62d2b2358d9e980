import * as vscode from 'vscode';
import { MAXIMUM_PASSWORD, type PasswordProblem, passwordProblem } from '../core/password';
import { MutableDisposable, runAfter } from '../platform/disposables';

/** How long a look at the password lasts, in milliseconds. */
const LOOK = 1000;

/**
 * Asks for a password, which is masked except while the person has a look at it.
 *
 * @returns `undefined` if the person leaves the box
 */
export async function askPassword(title: string, prompt: string): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.password = true;
  box.ignoreFocusOut = true;
  // It stays the same button, as one that is replaced loses the keyboard.
  box.buttons = [
    { iconPath: new vscode.ThemeIcon('eye'), tooltip: vscode.l10n.t('Show Password for a Second') },
  ];
  const look = new MutableDisposable();
  const hide = (): void => {
    look.value = undefined;
    box.password = true;
  };
  const subscriptions: vscode.Disposable[] = [box, look];
  try {
    return await new Promise<string | undefined>(resolve => {
      subscriptions.push(
        box.onDidTriggerButton(() => {
          if (!box.password) return hide();
          box.password = false;
          look.value = runAfter(LOOK, hide);
        }),
        box.onDidChangeValue(typed => {
          box.validationMessage = typed === '' ? undefined : remarkOn(typed);
        }),
        box.onDidAccept(() => {
          const problem = passwordProblem(box.value);
          if (problem) box.validationMessage = error(problem);
          else resolve(box.value);
        }),
        box.onDidHide(() => resolve(undefined)),
      );
      box.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

/** What is wrong with a password, or may be a slip. */
function remarkOn(password: string): vscode.InputBoxValidationMessage | undefined {
  const problem = passwordProblem(password);
  if (problem) return error(problem);
  if (password === password.trim()) return undefined;
  return {
    message: vscode.l10n.t('This password starts or ends with a space. The space is saved, too.'),
    severity: vscode.InputBoxValidationSeverity.Info,
  };
}

function error(problem: PasswordProblem): vscode.InputBoxValidationMessage {
  return { message: problemText(problem), severity: vscode.InputBoxValidationSeverity.Error };
}

function problemText(problem: PasswordProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the password.');
    case 'tooLong':
      return vscode.l10n.t('A password can have at most {0} characters.', MAXIMUM_PASSWORD);
    case 'controlCharacter':
      return vscode.l10n.t('This has a tab, a line break or another control character. Type the password.');
  }
}
