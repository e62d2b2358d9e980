import type * as vscode from 'vscode';
import type { URI } from 'vscode-uri';
import { Disposable, EventEmitter } from './events';

const FILE = 1;
const FOLDER = 2;

class FileSystemError extends Error {
  constructor(
    readonly code: string,
    uri: vscode.Uri,
  ) {
    super(`${code}: ${uri.path}`);
  }
}

interface Change {
  readonly kind: 'create' | 'change' | 'delete';
  readonly uri: vscode.Uri;
}

/** A disk in memory, behind `workspace.fs`, with the events of its watchers. */
export class Files {
  readonly #contents = new Map<string, { readonly uri: vscode.Uri; readonly bytes: Uint8Array }>();
  readonly #changed = new EventEmitter<Change>();

  /** Writes a file as another program does. */
  write(uri: vscode.Uri, content: string | Uint8Array): void {
    const kind = this.#contents.has(uri.toString()) ? 'change' : 'create';
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
    this.#contents.set(uri.toString(), { uri, bytes });
    this.#changed.fire({ kind, uri });
  }

  /** The text of a file. @throws if there is none */
  text(uri: vscode.Uri): string {
    return new TextDecoder().decode(this.#bytes(uri));
  }

  /** The texts of all files, by their URIs. */
  all(): { readonly name: string; readonly text: string }[] {
    return Array.from(this.#contents, ([name, { bytes }]) => ({
      name,
      text: new TextDecoder().decode(bytes),
    }));
  }

  readonly fs: Pick<
    vscode.FileSystem,
    | 'copy'
    | 'createDirectory'
    | 'delete'
    | 'isWritableFileSystem'
    | 'readDirectory'
    | 'readFile'
    | 'rename'
    | 'stat'
    | 'writeFile'
  > = {
    readFile: async uri => this.#bytes(uri).slice(),
    writeFile: async (uri, content) => this.write(uri, content),
    createDirectory: async () => {},
    isWritableFileSystem: () => true,
    stat: async uri => {
      const size = this.#contents.get(uri.toString())?.bytes.byteLength;
      if (size === undefined && !this.#isFolder(uri)) throw new FileSystemError('FileNotFound', uri);
      return { type: size === undefined ? FOLDER : FILE, ctime: 0, mtime: 0, size: size ?? 0 };
    },
    readDirectory: async uri => {
      const names = new Map<string, number>();
      for (const path of this.#pathsBelow(uri)) {
        const [name = '', ...rest] = path.split('/');
        names.set(name, rest.length === 0 ? FILE : FOLDER);
      }
      if (names.size === 0) throw new FileSystemError('FileNotFound', uri);
      return [...names];
    },
    delete: async uri => {
      if (!this.#contents.delete(uri.toString())) throw new FileSystemError('FileNotFound', uri);
      this.#changed.fire({ kind: 'delete', uri });
    },
    rename: async (from, to, options) => {
      if (!options?.overwrite && this.#contents.has(to.toString()))
        throw new FileSystemError('FileExists', to);
      this.write(to, this.#bytes(from));
      await this.fs.delete(from);
    },
    copy: async (from, to) => this.write(to, this.#bytes(from)),
  };

  /** @param pattern a folder and `*` */
  createFileSystemWatcher(pattern: { readonly baseUri: vscode.Uri }): vscode.FileSystemWatcher {
    const folder = `${(pattern.baseUri as URI).toString().replace(/\/$/, '')}/`;
    const on =
      (kind: Change['kind']): vscode.Event<vscode.Uri> =>
      listener =>
        this.#changed.event(change => {
          const rest = change.uri.toString().startsWith(folder) && change.uri.toString().slice(folder.length);
          if (change.kind === kind && rest !== false && !rest.includes('/')) listener(change.uri);
        });
    return Object.assign(new Disposable(() => {}), {
      ignoreCreateEvents: false,
      ignoreChangeEvents: false,
      ignoreDeleteEvents: false,
      onDidCreate: on('create'),
      onDidChange: on('change'),
      onDidDelete: on('delete'),
    });
  }

  #bytes(uri: vscode.Uri): Uint8Array {
    const file = this.#contents.get(uri.toString());
    if (!file) throw new FileSystemError(this.#isFolder(uri) ? 'FileIsADirectory' : 'FileNotFound', uri);
    return file.bytes;
  }

  #isFolder(uri: vscode.Uri): boolean {
    return this.#pathsBelow(uri).length > 0;
  }

  /** Of the files in a folder, however deep, from there. */
  #pathsBelow(uri: vscode.Uri): string[] {
    const folder = `${uri.toString().replace(/\/$/, '')}/`;
    return [...this.#contents.keys()].flatMap(key =>
      key.startsWith(folder) ? key.slice(folder.length) : [],
    );
  }
}
