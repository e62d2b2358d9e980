import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { TestInputBox } from '../testInputBox';
import { TestQuickPick } from '../testQuickPick';
import { Disposable, EventEmitter } from './events';
import { Panel } from './panel';

/** Something the person is asked outside of a page. */
export interface Question {
  readonly kind: 'message' | 'input' | 'pick' | 'open' | 'save';
  readonly message: string;
  readonly detail?: string;
  /** What can be chosen, by its label. */
  readonly choices: readonly string[];
  /** What is in the box at first, and what is wrong with a text that is typed into it. */
  readonly input?: { readonly value: string; problemOf(text: string): unknown };
  /** Answers it; `undefined` cancels. Of a message or a pick, one of the choices, or those that are ticked. */
  answer(value: unknown): void;
}

/** A row of a tree: what the extension gave, and what it looks like. */
interface ShownRow {
  readonly element: unknown;
  readonly item: vscode.TreeItem;
}

/** What the person sees of a window beside its pages, and does there. */
export class Window {
  readonly panels: Panel[] = [];
  /** Messages that ask for nothing before the person goes on, and texts of the status bar. */
  readonly messages: string[] = [];
  /** The buttons of each of the {@link messages}. */
  readonly buttons = new Map<string, readonly string[]>();
  /** The button that the person presses wherever such a message has it. */
  pressed: string | undefined;
  /** Errors in the log. */
  readonly logged: string[] = [];
  readonly #trees = new Map<string, vscode.TreeDataProvider<unknown>>();
  readonly #views = new Map<
    string,
    { readonly badge: vscode.ViewBadge | undefined; selection: readonly unknown[] }
  >();
  /** Those that nobody has taken or answered yet. */
  readonly #questions = new Set<Question>();
  readonly #asked = new EventEmitter<Question>();
  readonly #opened = new EventEmitter<Panel>();
  readonly #pickers = new EventEmitter<TestQuickPick>();
  readonly #boxes = new EventEmitter<TestInputBox>();
  readonly #progress = new EventEmitter<void>();
  readonly #state = new EventEmitter<vscode.WindowState>();
  readonly #tabs = new EventEmitter<void>();
  /** The person is asked something, and can answer at once. */
  readonly onDidAsk = this.#asked.event;
  /** Something that the person waits for says how far it is. */
  readonly onDidProgress = this.#progress.event;
  readonly onDidOpenPanel = this.#opened.event;
  /** The extension makes a picker of its own, which it has yet to fill and show. */
  readonly onDidCreateQuickPick = this.#pickers.event;
  /** The extension shows an input box of its own. */
  readonly onDidShowInputBox = this.#boxes.event;
  /** The items in the status bar that are shown, by their ids. */
  readonly statusBar = new Map<string, Partial<vscode.StatusBarItem>>();
  /** The document that was shown last. */
  shown: vscode.TextDocument | undefined;
  /** What is selected in it, if the extension says. */
  selected: vscode.Range | undefined;

  /** @param open gives the document at a URI */
  constructor(
    private readonly resources: string,
    private readonly open: (uri: vscode.Uri) => Promise<vscode.TextDocument>,
  ) {}

  /** The next question that is not yet answered. */
  async question(): Promise<Question> {
    const [waiting] = this.#questions;
    if (waiting) {
      this.#questions.delete(waiting);
      return waiting;
    }
    return new Promise(resolve => {
      const listening = this.#asked.event(() => {
        listening.dispose();
        resolve(this.question());
      });
    });
  }

  /**
   * The rows of a tree.
   *
   * @param under the label of the row at the top whose rows these are; those at the top, if none is given
   */
  async rows(view: string, under?: string): Promise<vscode.TreeItem[]> {
    return (await this.#shownRows(view, under)).map(({ item }) => item);
  }

  /**
   * What VS Code passes to a command that is chosen in a row's menu.
   *
   * @param under as for {@link rows}
   */
  async row(view: string, label: string, under?: string): Promise<unknown> {
    return rowWith(label, await this.#shownRows(view, under)).element;
  }

  /** Selects a row, as its own key bindings do first. @param under as for {@link rows} */
  async select(id: string, label: string, under?: string): Promise<void> {
    const view = this.#views.get(id);
    if (view) view.selection = [await this.row(id, label, under)];
  }

  /** The same for the row at a position: several may have the same label. */
  async rowAt(view: string, index: number, under?: string): Promise<unknown> {
    return (await this.#shownRows(view, under))[index]?.element;
  }

  /** The tooltip of a row at the top of a tree, which is made when somebody points at it. */
  async tooltip(view: string, label: string): Promise<string> {
    const { element, item } = rowWith(label, await this.#shownRows(view));
    const never = { onCancellationRequested: NEVER, isCancellationRequested: false };
    const { tooltip = '' } = (await this.#trees.get(view)?.resolveTreeItem?.(item, element, never)) ?? item;
    return typeof tooltip === 'string' ? tooltip : tooltip.value;
  }

  /** The number on a view. */
  badge(view: string): vscode.ViewBadge | undefined {
    return this.#views.get(view)?.badge;
  }

  async #shownRows(view: string, under?: string): Promise<ShownRow[]> {
    const tree = this.#trees.get(view);
    const rowsOf = async (parent?: unknown): Promise<ShownRow[]> => {
      const elements = (await tree?.getChildren(parent)) ?? [];
      return Promise.all(
        elements.map(async element => ({
          element,
          item: (await tree?.getTreeItem(element)) as vscode.TreeItem,
        })),
      );
    };
    const top = await rowsOf();
    return under === undefined ? top : rowsOf(rowWith(under, top).element);
  }

  /** Opens a terminal, which is active then. Gives what is typed into it, with a newline where Enter is pressed. */
  openTerminal(name: string): string[] {
    const typed: string[] = [];
    const sendText = (text: string, isEntered = true): void =>
      void typed.push(isEntered ? `${text}\n` : text);
    this.api.activeTerminal = { name, sendText, show() {} } as unknown as vscode.Terminal;
    return typed;
  }

  /** Brings a tab to the front, or none. */
  showTab(input?: unknown): void {
    this.api.tabGroups.activeTabGroup.activeTab = input === undefined ? undefined : { input };
    this.#tabs.fire();
  }

  /** Goes to another program and comes back. */
  leaveAndComeBack(): void {
    for (const focused of [false, true]) this.#state.fire({ focused, active: focused });
  }

  #ask<T>(question: Omit<Question, 'answer'>, find: (value: unknown) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const answer = (value: unknown): void => {
        this.#questions.delete(asked);
        const isKnown = value === undefined || question.choices.length === 0;
        const chosen = Array.isArray(value) ? value : [value];
        if (isKnown || chosen.every(each => question.choices.includes(String(each)))) resolve(find(value));
        else reject(new Error(`“${value}” is none of ${question.choices.join(', ')}.`));
      };
      const asked = { ...question, answer };
      this.#questions.add(asked);
      this.#asked.fire(asked);
    });
  }

  readonly #showMessage = async (message: string, ...rest: unknown[]): Promise<unknown> => {
    const options = rest.find(each => typeof each === 'object' && each !== null && !('title' in each)) as
      | vscode.MessageOptions
      | undefined;
    const items = rest.filter(each => each !== options) as (string | vscode.MessageItem)[];
    const labelOf = (item: (typeof items)[number]): string => (typeof item === 'string' ? item : item.title);
    if (!options?.modal) {
      this.messages.push(message);
      this.buttons.set(message, items.map(labelOf));
      return items.find(item => labelOf(item) === this.pressed);
    }
    return this.#ask(
      { kind: 'message', message, detail: options.detail ?? '', choices: items.map(labelOf) },
      value => items.find(item => labelOf(item) === value),
    );
  };

  /** `vscode.window` */
  readonly api = {
    state: { focused: true, active: true },
    activeTerminal: undefined as vscode.Terminal | undefined,
    onDidChangeWindowState: this.#state.event,
    showInformationMessage: this.#showMessage,
    showWarningMessage: this.#showMessage,
    showErrorMessage: this.#showMessage,
    showInputBox: ({ title = '', prompt = '', value = '', validateInput }: vscode.InputBoxOptions = {}) => {
      // VS Code adds brackets of its own.
      assert.doesNotMatch(prompt, /\):?$/);
      const input = { value, problemOf: (text: string) => validateInput?.(text) };
      return this.#ask(
        { kind: 'input', message: `${title} ${prompt}`.trim(), choices: [], input },
        text => text,
      );
    },
    showQuickPick: async (
      given: readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>,
      { title = '', canPickMany = false }: vscode.QuickPickOptions = {},
    ) => {
      const items = await given;
      if (canPickMany) {
        return this.#ask({ kind: 'pick', message: title, choices: items.map(({ label }) => label) }, value =>
          Array.isArray(value) ? items.filter(({ label }) => value.includes(label)) : undefined,
        );
      }
      return this.#ask({ kind: 'pick', message: title, choices: items.map(({ label }) => label) }, value =>
        items.find(({ label }) => label === value),
      );
    },
    createQuickPick: () => {
      const picker = new TestQuickPick();
      this.#pickers.fire(picker);
      return picker;
    },
    showTextDocument: async (
      document: vscode.TextDocument | vscode.Uri,
      { selection }: vscode.TextDocumentShowOptions = {},
    ) => {
      this.shown = 'getText' in document ? document : await this.open(document);
      this.selected = selection;
    },
    showOpenDialog: ({ title = '' }: vscode.OpenDialogOptions = {}) =>
      this.#ask({ kind: 'open', message: title, choices: [] }, value => value),
    showSaveDialog: ({ title = '' }: vscode.SaveDialogOptions = {}) =>
      this.#ask({ kind: 'save', message: title, choices: [] }, value => value),
    setStatusBarMessage: (message: string) => {
      this.messages.push(message);
      return new Disposable(() => {});
    },
    withProgress: (_options: unknown, task: (progress: object, token: object) => unknown) =>
      task(
        { report: () => this.#progress.fire() },
        { isCancellationRequested: false, onCancellationRequested: NEVER },
      ),
    createWebviewPanel: (
      viewType: string,
      title: string,
      _column: unknown,
      options: vscode.WebviewPanelOptions & vscode.WebviewOptions = {},
    ) => {
      const panel = new Panel(viewType, title, options, this.resources);
      this.panels.push(panel);
      this.#opened.fire(panel);
      return panel;
    },
    tabGroups: {
      all: [],
      activeTabGroup: { activeTab: undefined as { readonly input: unknown } | undefined },
      onDidChangeTabs: this.#tabs.event,
      onDidChangeTabGroups: NEVER,
    },
    createInputBox: () => new TestInputBox(box => this.#boxes.fire(box)),
    createStatusBarItem: (id: string) => {
      const hide = (): void => void this.statusBar.delete(id);
      const item: Partial<vscode.StatusBarItem> = Object.assign(new Disposable(hide), {
        show: () => void this.statusBar.set(id, item),
        hide,
      });
      return item;
    },
    createOutputChannel: () =>
      Object.assign(new Disposable(() => {}), {
        error: (...parts: unknown[]) => void this.logged.push(parts.join(' ')),
        show() {},
      }),
    createTreeView: (id: string, { treeDataProvider }: vscode.TreeViewOptions<unknown>) => {
      this.#trees.set(id, treeDataProvider);
      const view = Object.assign(new Disposable(() => {}), {
        visible: false,
        badge: undefined,
        selection: [] as readonly unknown[],
        onDidChangeVisibility: NEVER,
        onDidChangeSelection: NEVER,
      });
      this.#views.set(id, view);
      return view;
    },
    registerTreeDataProvider: (id: string, provider: vscode.TreeDataProvider<unknown>) => {
      this.#trees.set(id, provider);
      return new Disposable(() => this.#trees.delete(id));
    },
    registerUriHandler: registered,
    registerWebviewPanelSerializer: registered,
  };
}

function rowWith(label: string, rows: readonly ShownRow[]): ShownRow {
  const found = rows.find(({ item }) => item.label === label);
  if (!found) throw new Error(`“${label}” is none of ${rows.map(({ item }) => item.label).join(', ')}.`);
  return found;
}

const NEVER = (): Disposable => new Disposable(() => {});
const registered = NEVER;
