import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { MutableDisposable } from '../platform/disposables';
import { sanitizeMarkdown } from '../platform/sanitize';
import { readSetting } from '../platform/settings';
import type { CodeAccess } from './codeAccess';
import { requireText } from './requireText';

const NAME = 'xeroMfa_getCode';

/** What an agent passes. A model writes it, so it may be anything. */
interface CodeToolInput {
  readonly login?: unknown;
}

/** The tool with which agents ask for codes. */
export class CodeTool implements vscode.LanguageModelTool<CodeToolInput> {
  readonly #registered = new MutableDisposable();

  constructor(private readonly access: CodeAccess) {}

  /** Offers the tool to agents while the setting is on, if this VS Code has tools at all. */
  update(): void {
    if (readSetting('agentTool')) this.#registered.value ??= vscode.lm?.registerTool?.(NAME, this);
    else this.#registered.value = undefined;
  }

  /** The question VS Code asks the person before it calls {@link invoke}. */
  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<CodeToolInput>): Promise<vscode.PreparedToolInvocation> {
    const { name, login } = await this.#find(input);
    const shown = sanitizeMarkdown(login);
    const account = name === login ? shown : `${sanitizeMarkdown(name)} (${shown})`;
    const text = vscode.l10n.t(
      'The agent asks for the code for {0}. The code is sent to the language model and stays in the chat.',
      account,
    );
    return {
      invocationMessage: new vscode.MarkdownString(vscode.l10n.t('Getting the code for {0}', account)),
      confirmationMessages: {
        title: vscode.l10n.t('Give an MFA Code to the Agent?'),
        message: new vscode.MarkdownString(text),
      },
    };
  }

  /** The code as text. */
  async invoke({
    input,
  }: vscode.LanguageModelToolInvocationOptions<CodeToolInput>): Promise<vscode.LanguageModelToolResult> {
    const account = await this.#find(input);
    const { codes } = this.access.services;
    const { code } = await this.access.asUserErrors(NAME, () => codes.unusedCode(account.login));
    this.access.record('given', account.login, 'tool');
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(code)]);
  }

  #find({ login }: CodeToolInput): Promise<Account> {
    return this.access.asUserErrors(NAME, async () => this.access.find(requireText('login', login)));
  }
}
