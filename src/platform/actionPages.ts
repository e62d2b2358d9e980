import * as vscode from 'vscode';
import type { CommandName } from '../contributions/commands';
import { commandId } from '../contributions/ids';
import type { Organisation } from '../core/account';
import { type CommandTarget, Row } from './commandCall';
import { MutableDisposable, runAfter } from './disposables';

/** How long to wait for more changes before a page is made again, in milliseconds. */
const QUIET = 100;

/** The most lines under a heading: a list may have thousands of accounts. */
const MOST_LINES = 1000;

/** What a person can do about a line: a command, and what it is about. */
export interface PageAction {
  readonly title: string;
  readonly command: CommandName;
  readonly target: CommandTarget;
}

/** A line of a page, with the actions above it. */
export interface PageLine {
  readonly text: string;
  readonly actions: readonly PageAction[];
}

/** Lines under a heading. */
export interface PageSection {
  readonly title: string;
  readonly lines: readonly PageLine[];
  /** What mends all of the lines. */
  readonly actions?: readonly PageAction[];
}

/** The editor makes a link of every address, also of one that somebody has as a name. */
export function pageLine(text: string, ...actions: readonly PageAction[]): PageLine {
  return { text: text.replaceAll('://', ':\u200B//'), actions };
}

export function pageAction(title: string, command: CommandName, target: CommandTarget = {}): PageAction {
  return { title, command, target };
}

/** The lines of a section, with its heading; none if it is empty. */
export function sectionLines({ title, lines, actions = [] }: PageSection): readonly PageLine[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES);
  const others = lines.length - shown.length;
  const all = others === 0 ? shown : [...shown, pageLine(vscode.l10n.t('and {0} more', others))];
  return [
    pageLine(''),
    pageLine(title, ...actions),
    ...all.map(each => ({ ...each, text: `  ${each.text}` })),
  ];
}

/** What a line of a page is about. A command that gets it was called by a person. */
class LineTarget extends Row implements CommandTarget {
  readonly login: string | undefined;
  readonly organisation: Organisation | undefined;
  readonly recipient: string | undefined;

  constructor(
    { login, organisation, recipient }: CommandTarget,
    readonly list: string,
  ) {
    super();
    this.login = login;
    this.organisation = organisation;
    this.recipient = recipient;
  }
}

/** What pages of a kind need. */
export interface ActionPagesOptions {
  /** The scheme of their addresses. */
  readonly scheme: string;
  /** What the page about a list shows now. */
  linesOf(list: string): Promise<readonly PageLine[]>;
  /** They fire when what pages show may have changed. */
  readonly changes: readonly vscode.Event<unknown>[];
}

/** Pages about lists: read-only documents, a tab each, that follow what they show. */
export class ActionPages implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #shown = new Map<string, readonly PageLine[]>();
  readonly #owned: vscode.Disposable;

  constructor(private readonly options: ActionPagesOptions) {
    const { scheme, changes } = options;
    const waiting = new MutableDisposable();
    const refreshSoon = (): void => {
      waiting.value = runAfter(QUIET, () => this.#refresh());
    };
    this.#owned = vscode.Disposable.from(
      this.#changed,
      waiting,
      ...changes.map(onDidChange => onDidChange(refreshSoon)),
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: page => this.#text(page),
      }),
      vscode.languages.registerCodeLensProvider(
        { scheme },
        { provideCodeLenses: document => this.#lenses(document) },
      ),
    );
  }

  /** Shows the page about a list, in the tab that it has already. */
  async show(list: vscode.Uri, title: string): Promise<void> {
    const { scheme } = this.options;
    const page = vscode.Uri.joinPath(list, title).with({ scheme, authority: '', query: list.toString() });
    // VS Code keeps the text of a tab that was closed for a while.
    this.#changed.fire(page);
    const group = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some(
        ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString(),
      ),
    );
    await vscode.window.showTextDocument(page, {
      preview: false,
      ...(group && { viewColumn: group.viewColumn }),
    });
  }

  #refresh(): void {
    for (const page of this.#shown.keys()) this.#changed.fire(vscode.Uri.parse(page));
  }

  async #text(page: vscode.Uri): Promise<string> {
    const lines = await this.options.linesOf(page.query);
    this.#shown.set(page.toString(), lines);
    return textOf(lines);
  }

  #lenses(document: vscode.TextDocument): vscode.CodeLens[] {
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

  dispose(): void {
    this.#owned.dispose();
  }
}

function textOf(lines: readonly PageLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}
