import * as vscode from 'vscode';
import type { ListProblem } from '../core/listProblem';
import { DisposableOwner, MutableDisposable, runAfter } from '../platform/disposables';
import { uriKey } from '../platform/uriKey';
import { listProblemText } from './listProblemText';
import type { AccountLists, LoadedList } from './lists';
import { rangesIn } from './ranges';

/** How long typing has to pause before the text is checked, in milliseconds. */
const TYPING_PAUSE = 150;

/** Who VS Code's own diagnostics of JSON are from. */
const JSON_SOURCES: ReadonlySet<string | undefined> = new Set(['json', 'jsonc']);

/** The problems of all lists as diagnostics, updated while somebody types. */
export class ListDiagnostics extends DisposableOwner {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('xeroMfa'));

  /** The lists whose syntax VS Code itself complains about, by URI: each fault is said once. */
  #saidByVSCode: ReadonlySet<string> = new Set();
  /** The documents that were changed since they were last checked. */
  readonly #typed = new Set<vscode.TextDocument>();
  readonly #pause = this.register(new MutableDisposable());

  constructor(
    private readonly lists: AccountLists,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
    this.register(lists.onDidChange(() => this.#updateAll()));
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#listOf(document)) this.#updateSoon(document);
      }),
    );
    this.register(
      vscode.workspace.onDidCloseTextDocument(document => {
        if (this.#listOf(document)) this.#updateAll();
      }),
    );
    this.register(vscode.languages.onDidChangeDiagnostics(() => this.#followVSCode()));
    this.#followVSCode();
    this.#updateAll();
  }

  #followVSCode(): void {
    const said = this.lists.lists
      .map(({ source }) => source.uri)
      .filter(uri => vscode.languages.getDiagnostics(uri).some(({ source }) => JSON_SOURCES.has(source)))
      .map(uri => uri.toString());
    const before = this.#saidByVSCode;
    this.#saidByVSCode = new Set(said);
    if (said.length !== before.size || said.some(uri => !before.has(uri))) this.#updateAll();
  }

  #listOf({ uri }: vscode.TextDocument): LoadedList | undefined {
    return this.lists.listAt(uri);
  }

  #updateSoon(document: vscode.TextDocument): void {
    this.#typed.add(document);
    this.#pause.value = runAfter(TYPING_PAUSE, () => this.#updateTyped().catch(this.onError));
  }

  async #updateTyped(): Promise<void> {
    const { parseList } = await import('../core/list');
    for (const document of this.#typed) {
      const list = this.#listOf(document);
      const text = document.getText();
      if (!list) continue;
      // A document that has been saved, or reloaded from disk, has the list's own text.
      if (document.isDirty) this.#show(document.uri, text, parseList(text).problems);
      else this.#show(document.uri, list.text, list.problems);
    }
    this.#typed.clear();
  }

  #updateAll(): void {
    this.#collection.clear();
    for (const list of this.lists.lists) {
      const { uri } = list.source;
      const open = vscode.workspace.textDocuments.find(document => uriKey(document.uri) === uriKey(uri));
      if (open?.isDirty) this.#updateSoon(open);
      else this.#show(uri, list.text, list.problems);
    }
  }

  #show(uri: vscode.Uri, text: string, problems: readonly ListProblem[]): void {
    const isSaid = this.#saidByVSCode.has(uri.toString());
    const rangeOf = rangesIn(text);
    this.#collection.set(
      uri,
      problems
        .filter(({ kind }) => kind !== 'syntax' || !isSaid)
        .map(problem => {
          const severity =
            problem.severity === 'warning'
              ? vscode.DiagnosticSeverity.Warning
              : vscode.DiagnosticSeverity.Error;
          const diagnostic = new vscode.Diagnostic(
            rangeOf(problem.offset, problem.length),
            listProblemText(problem),
            severity,
          );
          diagnostic.source = 'Xero MFA';
          diagnostic.code = problem.kind;
          if (problem.kind === 'duplicateLogin') {
            const first = new vscode.Location(uri, rangeOf(problem.firstOffset, 0));
            diagnostic.relatedInformation = [
              new vscode.DiagnosticRelatedInformation(first, vscode.l10n.t('The first entry of this login')),
            ];
          }
          return diagnostic;
        }),
    );
  }
}
