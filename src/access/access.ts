import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { CommandTable } from '../platform/commandRegistry';
import { sanitizeLabel } from '../platform/sanitize';
import type { ApiAccount, CodeInfo, GetCodeOptions, XeroTestMfaApi } from './api';
import { type Caller, extensionCaller } from './caller';
import { CodeAccess, type GivenCode, requireTrusted } from './codeAccess';
import { CodeTool } from './codeTool';
import { manageAccess } from './manageAccess';
import { accessRecorder } from './record';
import { requireText } from './requireText';
import type { AccessServices } from './services';
import { askToTypeCode, typeCode } from './typeCode';

/** All ways by which codes leave the extension, except the clipboard. */
export class Access implements Omit<XeroTestMfaApi, 'version'> {
  readonly #codes: CodeAccess;
  readonly tool: CodeTool;
  readonly commands: CommandTable<'access'>;

  constructor(private readonly services: AccessServices) {
    const codes = new CodeAccess(services, accessRecorder(services.record));
    this.#codes = codes;
    this.tool = new CodeTool(codes);
    this.commands = {
      getCode: {
        ask: () => this.#askForCode(),
        run: async ({ login }) => (await codes.give(login, 'task')).code,
        // VS Code would run a task whose input is undefined, with “${input:…}” in place of the code.
        isForPrograms: true,
      },
      typeCode: {
        ask: target => askToTypeCode(target, codes),
        run: ({ login }) => typeCode(login, codes),
      },
      manageAccess: () => manageAccess(codes),
    };
  }

  async accounts(): Promise<readonly ApiAccount[]> {
    const { accounts } = this.services;
    // Labels are for display. Other programs get the name as it is.
    return (await accounts.rows()).map(({ login }) => ({ login, name: accounts.nameOf(login) }));
  }

  async getCode(login: string, options?: GetCodeOptions): Promise<string> {
    return (await this.#give(login, options)).code;
  }

  async getCodeInfo(login: string, options?: GetCodeOptions): Promise<CodeInfo> {
    const { code, window } = await this.#give(login, options);
    return { code, expiresAt: this.services.ownTime(window.end) };
  }

  #give(login: string, options: GetCodeOptions | undefined): Promise<GivenCode> {
    return this.#codes.asUserErrors('getCode', () =>
      this.#codes.give(requireText('login', login), callerOf(options)),
    );
  }

  /**
   * For a task that names no login: the person picks it.
   *
   * @throws `vscode.CancellationError` if they pick none
   */
  async #askForCode(): Promise<string> {
    requireTrusted();
    const account = await this.services.accounts.choose({}, vscode.l10n.t('Choose an Account'));
    if (!account) throw new vscode.CancellationError();
    return (await this.#codes.give(account.login, 'task')).code;
  }
}

/** @throws {@link UserError} if the extension it names isn't installed */
function callerOf(options: GetCodeOptions | undefined): Caller {
  if (options?.extension === undefined) return 'extension';
  const id = requireText('extension', options.extension);
  const caller = extensionCaller(id);
  if (caller) return caller;
  throw new UserError(vscode.l10n.t('The extension “{0}” isn’t installed.', sanitizeLabel(id)));
}
