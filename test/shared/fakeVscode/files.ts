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

interface StoredFile {
  readonly uri: vscode.Uri;
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

interface Change {
  readonly kind: 'create' | 'change' | 'delete';
  readonly uri: vscode.Uri;
}

/** A disk in memory, behind `workspace.fs`, with the events of its watchers. */
export class Files {
  readonly #contents = new Map<string, StoredFile>();
  /** Counts the writes, as times that files were written at. */
  #writes = 0;
  readonly #changed = new EventEmitter<Change>();

  /** Writes a file as another program does. */
  write(uri: vscode.Uri, content: string | Uint8Array): void {
    const kind = this.#contents.has(uri.toString()) ? 'change' : 'create';
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
    this.#contents.set(uri.toString(), { uri, bytes, mtime: ++this.#writes });
    this.#changed.fire({ kind, uri });
  }

  has(uri: vscode.Uri): boolean {
    return this.#contents.has(uri.toString());
  }

  /** The text of a file, with its byte order mark. @throws if there is none */
  text(uri: vscode.Uri): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#bytes(uri));
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
    writeFile: async (uri, content) => {
      for (let { path } = uri; path !== ''; path = path.slice(0, path.lastIndexOf('/')))
        if (path !== uri.path && this.has(uri.with({ path })))
          throw new FileSystemError('FileNotADirectory', uri);
      this.write(uri, content);
    },
    createDirectory: async () => {},
    isWritableFileSystem: () => true,
    stat: async uri => {
      const file = this.#contents.get(uri.toString());
      if (!file && !this.#isFolder(uri)) throw new FileSystemError('FileNotFound', uri);
      const { mtime, bytes } = file ?? { mtime: 0, bytes: [] };
      return { type: file ? FILE : FOLDER, ctime: 0, mtime, size: bytes.length };
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
    delete: async (uri, options) => {
      const inside = options?.recursive ? this.#filesBelow(uri) : [];
      const deleted = [uri, ...inside].filter(each => this.#contents.delete(each.toString()));
      if (deleted.length === 0) throw new FileSystemError('FileNotFound', uri);
      for (const each of deleted) this.#changed.fire({ kind: 'delete', uri: each });
    },
    rename: async (from, to, options) => {
      if (!options?.overwrite && this.#contents.has(to.toString()))
        throw new FileSystemError('FileExists', to);
      const inside = this.#filesBelow(from);
      if (inside.length === 0) this.write(to, this.#bytes(from));
      for (const each of inside)
        this.write(to.with({ path: to.path + each.path.slice(from.path.length) }), this.#bytes(each));
      await this.fs.delete(from, { recursive: true });
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
    return this.#filesBelow(uri).map(({ path }) => path.slice(withSlash(uri.path).length));
  }

  #filesBelow({ scheme, authority, path }: vscode.Uri): vscode.Uri[] {
    return Array.from(this.#contents.values(), ({ uri }) => uri).filter(
      uri => uri.scheme === scheme && uri.authority === authority && uri.path.startsWith(withSlash(path)),
    );
  }
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
