import { mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';

/** What a bundle exports. */
export interface ExtensionModule {
  activate(context: vscode.ExtensionContext): unknown;
  deactivate?(): unknown;
}

/**
 * The stub that stands in for the extension: same manifest and identity, but its `main` only hands out its context,
 * so that the real bundle can be loaded and activated as often as it takes.
 */
export class Stub {
  private constructor(
    private readonly folder: string,
    private readonly context: vscode.ExtensionContext,
  ) {}

  static async activate(): Promise<Stub> {
    const extension = vscode.extensions.getExtension<vscode.ExtensionContext>('xero-test-mfa.xero-test-mfa');
    if (!extension) throw new Error('The stub is not installed.');
    const stub = new Stub(extension.extensionPath, await extension.activate());
    stub.#dispose();
    return stub;
  }

  /** A folder with copies of a folder's scripts, which were never loaded before, nor any text equal to theirs. */
  copy(folder: string): string {
    const copy = realpathSync(mkdtempSync(join(this.folder, 'copy-')));
    for (const name of readdirSync(join(this.folder, folder))) {
      if (!name.endsWith('.mjs')) continue;
      const text = readFileSync(join(this.folder, folder, name), 'utf8');
      writeFileSync(join(copy, name), `${text}\n// ${basename(copy)}\n`);
    }
    return copy;
  }

  activate(module: ExtensionModule): void {
    module.activate(this.context);
  }

  /** Undoes what activating did, so that the next copy may. */
  async deactivate(module: ExtensionModule): Promise<void> {
    this.#dispose();
    await module.deactivate?.();
  }

  /** What a measurement that broke has left active would be in the way of the next one. */
  #dispose(): void {
    for (const disposable of this.context.subscriptions.splice(0).reverse()) disposable.dispose();
  }
}

/** @param folder from {@link Stub.copy} */
export function load(folder: string): Promise<ExtensionModule> {
  return import(pathToFileURL(join(folder, 'extension.mjs')).href);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
