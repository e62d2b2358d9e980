import type * as vscode from 'vscode';
import { URI, Utils } from 'vscode-uri';
import manifest from '../../package.json' with { type: 'json' };
import * as data from './fakeVscode/data';
import { CancellationError, Disposable, EventEmitter } from './fakeVscode/events';
import { Files } from './fakeVscode/files';
import { Memento, Secrets } from './fakeVscode/storage';
import { Window } from './fakeVscode/window';
import { checkShown } from './shownTexts';

export interface FakeOptions {
  /** The one that is open. */
  readonly folder?: vscode.Uri;
  /** The person's language, as BCP 47 names it. */
  readonly language?: string;
  /** The texts of the extension in it, by the English ones. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Settings by their whole ids. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the files of pages are served, without a slash at its end. */
  readonly resources?: string;
  /** Where the extension is. */
  readonly extension?: string;
  /** The disk, where another window has it too. */
  readonly files?: Files;
  /** The names of other extensions, by their ids in lower case. */
  readonly extensions?: Readonly<Record<string, string>>;
}

/** An action above a line of a document. */
export interface ShownAction {
  readonly line: string;
  readonly title: string;
  click(): Promise<unknown>;
}

/**
 * A VS Code with one folder open, in memory: the API that the extension uses, with what a person and the computer do on
 * the other side of it. It knows nothing of the extension.
 */
export class FakeVSCode {
  readonly files: Files;
  readonly secrets = new Secrets();
  readonly globalState = new Memento();
  readonly workspaceState = new Memento();
  readonly window: Window;
  readonly folder: vscode.Uri;
  readonly settings: Record<string, unknown>;
  /** Whether the person trusts the folder. */
  isTrusted = true;
  /** The API of VS Code's git extension, where it is there. */
  git: unknown;
  /** The computer's clipboard, which a browser's can take the place of. */
  clipboard: vscode.Clipboard = clipboardInMemory();
  /** The context keys that the extension has set. */
  readonly contexts = new Map<unknown, unknown>();
  readonly #commands = new Map<string, (...args: unknown[]) => unknown>();
  readonly #opened = new EventEmitter<vscode.Uri>();
  /** The extension has an address opened outside. */
  readonly onDidOpenExternal = this.#opened.event;
  readonly #configuration = new EventEmitter<vscode.ConfigurationChangeEvent>();
  readonly #extensions: Readonly<Record<string, string>>;
  readonly #contents = new Map<string, vscode.TextDocumentContentProvider>();
  readonly #lenses = new Map<string, vscode.CodeLensProvider>();
  readonly #problems = new Map<string, readonly vscode.Diagnostic[]>();
  readonly #saidByVSCode = new Map<string, readonly Pick<vscode.Diagnostic, 'message' | 'source'>[]>();
  readonly #diagnosed = new EventEmitter<void>();
  readonly #language: string;
  readonly #texts: Readonly<Record<string, string>> | undefined;
  readonly context: vscode.ExtensionContext;

  constructor({
    folder = URI.file('/workspace/team') as vscode.Uri,
    language = 'en',
    texts,
    settings = {},
    resources,
    extension = '/extension',
    extensions = {},
    files = new Files(),
  }: FakeOptions = {}) {
    this.folder = folder;
    this.files = files;
    this.#extensions = extensions;
    this.#language = language;
    this.#texts = texts;
    this.settings = { ...settings };
    this.window = new Window(resources ?? 'http://127.0.0.1', uri => this.#document(uri));
    this.context = {
      subscriptions: [],
      secrets: this.secrets,
      globalState: this.globalState,
      workspaceState: this.workspaceState,
      extension: { packageJSON: manifest },
      extensionUri: URI.file(extension),
      globalStorageUri: URI.file('/storage/xero-test-mfa'),
    } as unknown as vscode.ExtensionContext;
  }

  /** A file in the folder that is open. */
  readonly at = (path: string): vscode.Uri => Utils.joinPath(this.folder as URI, path) as vscode.Uri;

  async setSetting(id: string, value: unknown): Promise<void> {
    this.settings[id] = value;
    this.#configuration.fire({ affectsConfiguration: section => id.startsWith(section) });
  }

  /** What the extension says is wrong with a file. */
  problemsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    return this.#problems.get(uri.toString()) ?? [];
  }

  /** VS Code's own checks of JSON say what is wrong with a file. */
  sayProblems(uri: vscode.Uri, ...problems: readonly Pick<vscode.Diagnostic, 'message' | 'source'>[]): void {
    this.#saidByVSCode.set(uri.toString(), problems);
    this.#diagnosed.fire();
  }

  async #document(uri: vscode.Uri): Promise<vscode.TextDocument> {
    const never = { onCancellationRequested: this.#opened.event, isCancellationRequested: false };
    const provided = await this.#contents.get(uri.scheme)?.provideTextDocumentContent(uri, never);
    return documentOf(provided ?? this.files.text(uri).replace(/^\uFEFF/, ''), uri);
  }

  /** The actions above the lines of the document that was shown last. */
  async actionsShown(): Promise<readonly ShownAction[]> {
    const { shown } = this.window;
    if (!shown) return [];
    const never = { onCancellationRequested: this.#opened.event, isCancellationRequested: false };
    const lenses = await this.#lenses.get(shown.uri.scheme)?.provideCodeLenses(shown, never);
    const lines = shown.getText().split('\n');
    return (lenses ?? []).flatMap(({ range, command }) =>
      command
        ? {
            line: (lines[range.start.line] ?? '').trim(),
            title: command.title,
            click: () => this.run(command.command, ...(command.arguments ?? [])),
          }
        : [],
    );
  }

  /** Runs a command that the extension has registered; VS Code's own do nothing here. */
  readonly run = async (id: string, ...args: unknown[]): Promise<unknown> => {
    if (id === 'setContext') this.contexts.set(args[0], args[1]);
    return this.#commands.get(id)?.(...args);
  };

  /** Ends the window. */
  dispose(): void {
    for (const each of this.context.subscriptions.splice(0).reverse()) each.dispose();
  }

  readonly #translate = (
    given: string | { message: string; args?: unknown[] },
    ...rest: unknown[]
  ): string => {
    const [message, args] = typeof given === 'string' ? [given, rest] : [given.message, given.args ?? []];
    const values = (args.length === 1 && typeof args[0] === 'object' ? args[0] : args) as Record<
      string,
      unknown
    >;
    checkShown(message, values);
    return (this.#texts?.[message] ?? message).replaceAll(/\{([^}]+)\}/g, (hole, name: string) => {
      const value = values[name];
      return value === undefined ? hole : String(value);
    });
  };

  /** What `import * as vscode from 'vscode'` gives the extension. */
  get api(): typeof vscode {
    const { files, window, folder, settings } = this;
    const registered = (): Disposable => new Disposable(() => {});
    const isTrusted = (): boolean => this.isTrusted;
    const api = {
      ...data,
      ...data.enumerations,
      CancellationError,
      Disposable,
      EventEmitter,
      Uri: Object.assign(URI, { joinPath: Utils.joinPath }),
      window: window.api,
      l10n: {
        bundle: this.#texts,
        uri: undefined,
        t: this.#translate,
      },
      env: {
        language: this.#language,
        uiKind: data.enumerations.UIKind.Web,
        clipboard: {
          readText: () => this.clipboard.readText(),
          writeText: (text: string) => this.clipboard.writeText(text),
        },
        openExternal: async (uri: vscode.Uri) => {
          this.#opened.fire(uri);
          return true;
        },
      },
      commands: {
        executeCommand: this.run,
        registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
          this.#commands.set(id, run);
          return new Disposable(() => this.#commands.delete(id));
        },
      },
      workspace: {
        fs: files.fs,
        get isTrusted() {
          return isTrusted();
        },
        onDidGrantWorkspaceTrust: registered,
        workspaceFolders: [{ uri: folder, name: 'team', index: 0 }],
        onDidChangeWorkspaceFolders: registered,
        textDocuments: [],
        onDidSaveTextDocument: registered,
        onDidCloseTextDocument: registered,
        onDidChangeTextDocument: registered,
        registerTextDocumentContentProvider: (
          scheme: string,
          provider: vscode.TextDocumentContentProvider,
        ) => {
          this.#contents.set(scheme, provider);
          // As VS Code does for a document that is open.
          provider.onDidChange?.(async uri => {
            if (window.shown?.uri.toString() === uri.toString()) window.shown = await this.#document(uri);
          });
          return registered();
        },
        openTextDocument: async (given: vscode.Uri | { content: string }) =>
          'content' in given ? documentOf(given.content) : this.#document(given),
        createFileSystemWatcher: (pattern: { baseUri: vscode.Uri }) => files.createFileSystemWatcher(pattern),
        getWorkspaceFolder: (uri: vscode.Uri) =>
          uri.toString().startsWith(`${folder}/`) ? { uri: folder, name: 'team', index: 0 } : undefined,
        asRelativePath: (uri: vscode.Uri) => uri.path.replace(/^\/workspace\//, ''),
        getConfiguration: (section: string) => ({
          get: (name: string) => settings[`${section}.${name}`],
          inspect: () => ({}),
          update: (name: string, value: unknown) => this.setSetting(`${section}.${name}`, value),
        }),
        onDidChangeConfiguration: this.#configuration.event,
      },
      languages: {
        registerCodeLensProvider: (
          { scheme = '' }: vscode.DocumentFilter,
          provider: vscode.CodeLensProvider,
        ) => {
          this.#lenses.set(scheme, provider);
          return registered();
        },
        getDiagnostics: (uri: vscode.Uri) => this.#saidByVSCode.get(uri.toString()) ?? [],
        onDidChangeDiagnostics: this.#diagnosed.event,
        createDiagnosticCollection: () =>
          Object.assign(registered(), {
            set: (uri: vscode.Uri, problems: readonly vscode.Diagnostic[]) =>
              this.#problems.set(uri.toString(), problems),
            clear: () => this.#problems.clear(),
          }),
      },
      extensions: {
        getExtension: (id: string) => {
          if (id === 'vscode.git' && this.git)
            return { id, activate: async () => ({ getAPI: () => this.git }) };
          const displayName = this.#extensions[id.toLowerCase()];
          return displayName && { id: id.toLowerCase(), packageJSON: { displayName } };
        },
      },
      lm: { registerTool: registered },
    };
    return api as unknown as typeof vscode;
  }
}

function documentOf(text: string, uri = URI.from({ scheme: 'untitled' }) as vscode.Uri): vscode.TextDocument {
  return { uri, getText: () => text } as vscode.TextDocument;
}

function clipboardInMemory(): vscode.Clipboard {
  let text = '';
  return {
    readText: async () => text,
    writeText: async given => {
      text = given;
    },
  };
}
