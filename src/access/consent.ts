import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { UserError } from '../core/errors';
import { accountLabel } from '../platform/accountLabel';
import { sanitizeLabel } from '../platform/sanitize';
import { Sequencer } from '../platform/sequencer';
import { type Caller, canBeRemembered, extensionName, extensionOf, routeOf } from './caller';
import type { Grants } from './grants';
import type { RecordAccess } from './record';

/** Asks the person whether a caller may have the code of an account, unless that was allowed before. */
export class Consent {
  readonly #turns = new Sequencer();

  constructor(
    private readonly grants: Grants,
    private readonly record: RecordAccess,
  ) {}

  /**
   * Settles once the person has allowed it. Each request has a question of its own, one after another: one answer never
   * stands for two requests, unless it is to allow all of them.
   *
   * @param terminal that the code would be typed into
   * @throws {@link UserError} if the person refuses
   */
  async require(caller: Caller, account: Account, terminal?: vscode.Terminal): Promise<void> {
    const isGranted = (): boolean => this.grants.has(caller, account.login);
    if (isGranted()) return;
    await this.#turns.run(async () => {
      if (!isGranted()) await this.#ask(caller, account, terminal?.name);
    });
  }

  async #ask(caller: Caller, account: Account, terminal = ''): Promise<void> {
    const once = vscode.l10n.t('Allow Once');
    const always = this.grants.isLasting
      ? vscode.l10n.t('Always Allow in This Workspace')
      : vscode.l10n.t('Allow Until the Window Closes');
    const { message, detail } = questionOf(caller, accountLabel(account), sanitizeLabel(terminal));
    const answer = await vscode.window.showWarningMessage(
      message,
      { modal: true, detail },
      once,
      ...(canBeRemembered(caller) ? [always] : []),
    );
    const record = (action: 'consented' | 'refused'): void =>
      this.record(action, account.login, routeOf(caller), extensionOf(caller));
    if (answer === always) {
      await this.grants.add(caller, account.login);
      record('consented');
    } else if (answer !== once) {
      record('refused');
      throw new UserError(
        vscode.l10n.t(
          'Access to the code for {0} was denied. To be asked again, restart the task or command.',
          accountLabel(account),
        ),
      );
    }
  }
}

interface Question {
  readonly message: string;
  readonly detail: string;
}

function questionOf(caller: Caller, account: string, terminal: string): Question {
  const whenUnexpected = vscode.l10n.t(
    'If you didn’t just start something that needs this code, choose Cancel.',
  );
  if (caller === 'typing') {
    return {
      message: vscode.l10n.t('Type the code for {0} into the terminal “{1}”?', account, terminal),
      detail: `${vscode.l10n.t(
        'The sidebar, a keybinding, a task or an extension asks for this with the command “xeroMfa.typeCode”. VS Code doesn’t say which. If you always allow it, any of them can type this login’s code into a terminal of this workspace.',
      )}\n\n${whenUnexpected}`,
    };
  }
  if (caller === 'task') {
    return {
      message: vscode.l10n.t('Give the code for {0} to a task, launch configuration or extension?', account),
      detail: `${vscode.l10n.t(
        'It asks with the command “xeroMfa.getCode”. VS Code doesn’t say which. If you always allow it, any task or extension in this workspace can get this login’s code.',
      )}\n\n${whenUnexpected}`,
    };
  }
  const id = extensionOf(caller);
  if (id === undefined) {
    return {
      message: vscode.l10n.t('Give the code for {0} to an unidentified extension?', account),
      detail: whenUnexpected,
    };
  }
  return {
    message: vscode.l10n.t(
      'Give the code for {0} to an extension that identifies itself as “{1}” ({2})?',
      account,
      sanitizeLabel(extensionName(id)),
      sanitizeLabel(id),
    ),
    detail: `${vscode.l10n.t(
      'VS Code doesn’t let Xero Test MFA check which extension is asking.',
    )}\n\n${whenUnexpected}`,
  };
}
