import * as vscode from 'vscode';
import { commandId } from '../contributions/ids';
import { DisposableOwner } from '../platform/disposables';
import { sanitizeLabel, sanitizeMarkdown } from '../platform/sanitize';
import type { Running, SignInSequence } from './sequence';
import type { SignInServices } from './services';
import { nextOf, previousOf, type Step } from './steps';

/** What a sign-in has on the clipboard, and what comes next. A click copies that, or what was before the code. */
export class SignInStatusBar extends DisposableOwner {
  #item: vscode.StatusBarItem | undefined;

  constructor(
    private readonly sequence: Pick<SignInSequence, 'running' | 'onDidChange'>,
    private readonly services: Pick<SignInServices, 'accounts' | 'secrets'>,
  ) {
    super();
    this.register(sequence.onDidChange(() => this.#update()));
    // A password may come or go meanwhile.
    this.register(services.secrets.onDidChange(() => this.#update()));
  }

  #update(): void {
    const { running } = this.sequence;
    if (!running) {
      this.#item?.hide();
      return;
    }
    this.#item ??= this.#createItem();
    const { accounts, secrets } = this.services;
    const name = accounts.nameOf(running.login);
    const { step } = running;
    const hasPassword = secrets.passwords.has(running.login);
    const next = step === 'code' ? undefined : nextOf(step, hasPassword);
    const does = next ?? previousOf(step, hasPassword);
    const text = stateText(sanitizeLabel(name), running, next);
    const links = [
      `[${vscode.l10n.t('Back')}](command:${commandId('signInBack')})`,
      `[${vscode.l10n.t('Stop')}](command:${commandId('stopSignIn')})`,
    ];
    const tooltip = new vscode.MarkdownString(
      `${click(sanitizeMarkdown(name), does)}\n\n${links.join(' · ')}`,
    );
    tooltip.isTrusted = { enabledCommands: [commandId('signInBack'), commandId('stopSignIn')] };
    this.#item.command = commandId(next === undefined ? 'signInBack' : 'signIn');
    this.#item.text = `$(sign-in) ${text}`;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: `${text}. ${click(sanitizeLabel(name), does)}` };
    this.#item.show();
  }

  #createItem(): vscode.StatusBarItem {
    // Left of the last used account.
    const item = vscode.window.createStatusBarItem('xeroMfa.signIn', vscode.StatusBarAlignment.Right, 101);
    item.name = vscode.l10n.t('Xero MFA: Sign-In');
    return this.register(item);
  }
}

function stateText(name: string, { step, isHeld }: Running, next: 'password' | 'code' | undefined): string {
  if (next === undefined) return vscode.l10n.t('{0}: code copied', name);
  if (!isHeld) {
    return next === 'password'
      ? vscode.l10n.t('{0}: next is the password', name)
      : vscode.l10n.t('{0}: next is the code', name);
  }
  if (step === 'password') return vscode.l10n.t('{0}: password copied, next: code', name);
  return next === 'password'
    ? vscode.l10n.t('{0}: login copied, next: password', name)
    : vscode.l10n.t('{0}: login copied, next: code', name);
}

/** What a click does. */
function click(name: string, what: Step): string {
  if (what === 'login') return vscode.l10n.t('Copy the login for {0}', name);
  return what === 'password'
    ? vscode.l10n.t('Copy the password for {0}', name)
    : vscode.l10n.t('Copy the code for {0}', name);
}
