/**
 * In a browser, each window of VS Code reads the stored secrets once and later writes back all it
 * knows: a secret set in one window is unknown to the next, and the next one's write erases it. On the
 * desktop all windows share one storage, and a change fires `onDidChange` in each. A test of two windows
 * needs the desktop's behaviour, so the installed workbench is changed to read before each use, write
 * under a lock, and announce what other windows changed.
 */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Provider a workbench's secret storage
 * @property {string} type
 * @property {(key: string) => Promise<string | undefined>} get
 * @property {(key: string, value: string) => Promise<void>} set
 * @property {(key: string) => Promise<void>} delete
 * @property {() => Promise<string[]>} keys
 */

/**
 * Runs in the workbench, so it uses nothing from outside itself.
 *
 * @param {() => Provider} open reads the storage again
 * @param {{ getItem(key: string): string | null }} storage
 * @param {{ request(name: string, task: () => Promise<void>): Promise<void> }} locks shared by the windows
 * @param {(type: 'storage', listener: (event: { key: string | null }) => void) => void} listen
 * @returns {Provider & { onDidChange(listener: (key: string) => void): void }}
 */
function sharedSecrets(open, storage, locks, listen) {
  const item = 'secrets.provider';
  /** @type {((key: string) => void)[]} */
  const listeners = [];
  let stored = storage.getItem(item);
  let provider = open();
  /** @type {Promise<void>} */
  let turn = Promise.resolve();

  /** @param {() => Promise<void>} task */
  const inTurn = task => {
    const done = turn.then(task);
    turn = done.catch(() => {});
    return done;
  };
  /** @param {Provider} from @returns {Promise<Map<string, string | undefined>>} */
  const contents = async from =>
    new Map(
      await Promise.all(
        (await from.keys()).map(
          async key => /** @type {[string, string | undefined]} */ ([key, await from.get(key)]),
        ),
      ),
    );
  const refresh = async () => {
    const now = storage.getItem(item);
    if (now === stored) return;
    stored = now;
    const before = await contents(provider);
    provider = open();
    const after = await contents(provider);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(key) !== after.get(key)) for (const listener of listeners) listener(key);
    }
  };
  /** @param {() => Promise<void>} change */
  const write = change =>
    locks.request(item, () =>
      inTurn(async () => {
        await refresh();
        await change();
        stored = storage.getItem(item);
      }),
    );

  listen('storage', event => {
    if (event.key === item || event.key === null) inTurn(refresh);
  });
  return {
    type: provider.type,
    get: async key => {
      await inTurn(refresh);
      return provider.get(key);
    },
    set: (key, value) => write(() => provider.set(key, value)),
    delete: key => write(() => provider.delete(key)),
    keys: async () => {
      await inTurn(refresh);
      return provider.keys();
    },
    onDidChange: listener => {
      listeners.push(listener);
    },
  };
}

/** @type {{ what: string, pattern: RegExp, replace: (...groups: string[]) => string }[]} */
const replacements = [
  {
    what: 'LocalStorageSecretStorageProvider.set, which returns before it has saved',
    pattern:
      /(async set\([\w$]+,[\w$]+\)\{(?:let|const) ([\w$]+)=await this\.(\w+);\2\[[\w$]+\]=[\w$]+,this\.\3=Promise\.resolve\(\2\),)(this\.\w+\(\)\}async delete\()/g,
    replace: (_all, set, _secrets, _promise, save) => `${set}await ${save}`,
  },
  {
    what: 'LocalStorageSecretStorageProvider.delete, likewise',
    pattern:
      /(async delete\([\w$]+\)\{(?:let|const) ([\w$]+)=await this\.(\w+);delete \2\[[\w$]+\],this\.\3=Promise\.resolve\(\2\),)(this\.\w+\(\)\}async keys\()/g,
    replace: (_all, remove, _secrets, _promise, save) => `${remove}await ${save}`,
  },
  {
    what: 'the provider given to the workbench',
    pattern: /(secretStorageProvider:[\w$]+\.remoteAuthority&&![\w$]+\?void 0:)(new [\w$]+\([\w$]+\))/g,
    replace: (_all, property, provider) =>
      `${property}(${sharedSecrets})(()=>${provider},localStorage,navigator.locks,addEventListener.bind(globalThis))`,
  },
  {
    what: "BrowserSecretStorageService's constructor",
    pattern:
      /(\.options\?\.secretStorageProvider&&\(this\.(\w+)=[\w$]+\.options\.secretStorageProvider,this\.\w+=new [\w$]+)(\)\}get\(.{1,300}?await this\.\2\.set\([\w$]+,[\w$]+\),this\.(\w+)\.fire\()/g,
    replace: (_all, start, provider, end, emitter) =>
      `${start},this.${provider}.onDidChange?.(key=>this.${emitter}.fire(key))${end}`,
  },
];

/** The script of the workbench as VS Code has it, beside the changed one. */
export const STOCK_WORKBENCH = 'workbench.stock.js';

/** Identifies this change: a VS Code that was installed with another one is installed again. */
export const sharedSecretsRevision = createHash('sha256')
  .update(replacements.map(({ pattern, replace }) => `${pattern}${replace}`).join('\n'))
  .update(`${sharedSecrets}`)
  .update(STOCK_WORKBENCH)
  .digest('hex')
  .slice(0, 12);

/**
 * Changes the workbench of an installed VS Code.
 *
 * @param {string} vscode the folder that holds `out/server-main.js`
 * @throws {Error} when this VS Code is written otherwise than the change expects
 */
export async function shareSecretsBetweenWindows(vscode) {
  const workbench = join(vscode, 'out/vs/code/browser/workbench');
  await copyFile(join(workbench, 'workbench.js'), join(workbench, STOCK_WORKBENCH));
  await rewrite(join(workbench, 'workbench.js'), text =>
    replacements.reduce(
      (changed, { what, pattern, replace }) => replaceOnce(changed, what, pattern, replace),
      text,
    ),
  );
  // The server lets browsers keep workbench.js for a year under its name.
  await rewrite(join(workbench, 'workbench.html'), text =>
    replaceOnce(
      text,
      'the script of the page',
      /workbench\.js(?=")/g,
      name => `${name}?${sharedSecretsRevision}`,
    ),
  );
}

/** @param {string} file @param {(text: string) => string} change */
async function rewrite(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** @param {string} text @param {string} what @param {RegExp} pattern @param {(...groups: string[]) => string} replace */
function replaceOnce(text, what, pattern, replace) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== 1) {
    throw new Error(`This VS Code cannot be changed to share secrets: ${what} was found ${found} times.`);
  }
  return text.replace(pattern, replace);
}
