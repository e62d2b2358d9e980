import * as vscode from 'vscode';
import { commandId, TEAM_STATUS_SCHEME } from '../contributions/ids';
import { UserError } from '../core/errors';
import { type CommandTarget, Row } from '../platform/commandCall';
import type { TeamCommandServices } from './commandServices';
import { statusOf } from './status';
import { type StatusLine, statusLines } from './statusText';

/** What a line of the page is about. A command that gets it was called by a person. */
class LineTarget extends Row implements CommandTarget {
  readonly login: string | undefined;
  readonly recipient: string | undefined;

  constructor(
    { login, recipient }: CommandTarget,
    readonly list: string,
  ) {
    super();
    this.login = login;
    this.recipient = recipient;
  }
}

/** The page of each list that shows how its store stands: a read-only document in one tab, which follows the store. */
export class StatusPages {
  readonly #shown = new Map<string, readonly StatusLine[]>();

  /** @param changed has VS Code ask for the text of a page again */
  constructor(
    private readonly services: () => Promise<TeamCommandServices>,
    private readonly changed: vscode.EventEmitter<vscode.Uri>,
  ) {}

  /**
   * Shows the page of a list: the given one, otherwise the only one or one that the person picks.
   *
   * @returns the list
   */
  async show({ list: named }: CommandTarget): Promise<string | undefined> {
    const { teams } = await this.services();
    const list = await teams.chooseList(named, vscode.l10n.t('Show Team Status'), 'withStore');
    if (!list) return undefined;
    // Without an identity there is nothing to show, and a message says so.
    await teams.of(list);
    const page = vscode.Uri.joinPath(list.uri, vscode.l10n.t('Team Status')).with({
      scheme: TEAM_STATUS_SCHEME,
      authority: '',
      query: list.uri.toString(),
    });
    // VS Code keeps the text of a tab that was closed for a while.
    this.changed.fire(page);
    const group = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some(
        ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString(),
      ),
    );
    await vscode.window.showTextDocument(page, {
      preview: false,
      ...(group && { viewColumn: group.viewColumn }),
    });
    return list.uri.toString();
  }

  /** Brings the pages up to date. */
  refresh(): void {
    for (const page of this.#shown.keys()) this.changed.fire(vscode.Uri.parse(page));
  }

  /** The text of a page. */
  async text(page: vscode.Uri): Promise<string> {
    const lines = await this.#linesOf(page.query);
    this.#shown.set(page.toString(), lines);
    return textOf(lines);
  }

  /** The actions above the lines of a page. */
  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lines = this.#shown.get(document.uri.toString()) ?? [];
    // VS Code asks again once it shows the text of these lines.
    if (document.getText() !== textOf(lines)) return [];
    return lines.flatMap(({ actions }, index) =>
      actions.map(({ title, command, target }) => {
        const argument = new LineTarget(target, document.uri.query);
        return new vscode.CodeLens(new vscode.Range(index, 0, index, 0), {
          title,
          command: commandId(command),
          arguments: [argument],
        });
      }),
    );
  }

  async #linesOf(named: string): Promise<readonly StatusLine[]> {
    const services = await this.services();
    const { teams, nameOf, find } = services;
    try {
      const list = await teams.chooseList(named, undefined, 'withStore');
      if (!list) return [];
      const [status, own] = [await statusOf(teams, await teams.of(list)), await teams.identified()];
      const unpushed = await services.unpushed(list);
      return statusLines({ status, own, label: list.label, unpushed, nameOf, find });
    } catch (error) {
      if (error instanceof UserError) return [{ text: error.message, actions: [] }];
      throw error;
    }
  }
}

function textOf(lines: readonly StatusLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}
