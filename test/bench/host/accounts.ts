import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import { type AccountRow, accountRows } from '../../../src/accounts/accountRows';
import type { Element } from '../../../src/accounts/element';
import { AccountLists } from '../../../src/accounts/lists';
import { AccountTree } from '../../../src/accounts/tree';
import { orderRows, pickCode } from '../../../src/codes/picker';
import { type Grouping, loginKey } from '../../../src/core/account';
import { parseList } from '../../../src/core/list';
import type { SecretState } from '../../../src/secrets/keyStates';
import { TestRowCodes } from '../../shared/testRowCodes';
import type { Figure } from '../figure';
import { listText } from '../list';
import { median, p95, timed, timedSync } from '../stats';
import { heapOf } from './memory';
import { pause } from './stub';

const SIZES = [10, 1_000, 10_000];
const ROUNDS = 15;
const FIRST_ROWS = 50;

/** Parsing, the sidebar's rows and the quick pick, by the number of accounts. */
export async function accounts(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const text = listText(size);
    figures.push(...parsing(size, text));
    const folder = await mkdtemp(join(tmpdir(), 'xmfa-bench-'));
    await writeFile(join(folder, 'accounts.json'), text);
    const lists = new AccountLists(vscode.Uri.file(folder), error => console.error(error));
    const reading: number[] = [];
    for (let round = 0; round < ROUNDS; round++) reading.push(await timed(() => lists.reload()));
    figures.push({
      ...figureOf('read and merge the lists', size, reading),
      detail: { p95: p95(reading) },
    });
    figures.push(...rows(size, lists), ...(await quickPick(size, lists)));
    lists.dispose();
    await rm(folder, { recursive: true });
  }
  return figures;
}

function figureOf(name: string, size: number, times: readonly number[]): Figure {
  return { name: `${name}, ${size.toLocaleString('en')} accounts`, unit: 'ms', ours: median(times) };
}

function parsing(size: number, text: string): Figure[] {
  const ours: number[] = [];
  const json: number[] = [];
  const jsonc: number[] = [];
  const faulty: number[] = [];
  const faultyText = listText(size, Math.min(size, 100));
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(timedSync(() => parseList(text)));
    json.push(timedSync(() => JSON.parse(text)));
    jsonc.push(timedSync(() => parse(text, [], { allowTrailingComma: true })));
    faulty.push(timedSync(() => parseList(faultyText)));
  }
  return [
    {
      ...figureOf('parse', size, ours),
      peer: { what: "jsonc-parser's parse", value: median(jsonc) },
      aim: { of: 'ours', atMost: 100 },
      detail: {
        bytes: Buffer.byteLength(text),
        p95: p95(ours),
        jsonParse: median(json),
        heapMB: heapOf(() => parseList(text)),
      },
    },
    {
      ...figureOf('parse with faults', size, faulty),
      peer: { what: 'without faults', value: median(ours) },
      detail: { p95: p95(faulty) },
    },
  ];
}

function rows(size: number, lists: AccountLists): Figure[] {
  return (['region', 'none'] as const).flatMap((grouping): Figure[] => {
    const tree = treeOf(lists, grouping);
    const first: number[] = [];
    const all: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      first.push(timedSync(() => firstRows(tree)));
      all.push(timedSync(() => allRows(tree)));
    }
    const by = grouping === 'none' ? 'not grouped' : `by ${grouping}`;
    return [
      {
        ...figureOf(`first ${FIRST_ROWS} rows ${by}`, size, first),
        aim: { of: 'ours', atMost: 50 },
        detail: { p95: p95(first) },
      },
      {
        ...figureOf(`all rows ${by}`, size, all),
        detail: { p95: p95(all), heapMB: heapOf(() => allRows(tree)) },
      },
    ];
  });
}

/** About half of the accounts have a setup key. */
function secretState(login: string): SecretState {
  return login.length % 2 === 0 ? 'ready' : 'none';
}

function treeOf(lists: AccountLists, grouping: Grouping): AccountTree {
  return new AccountTree(lists, {
    grouping: () => grouping,
    secretState,
    hasPassword: () => false,
    shownCode: () => undefined,
    teamStateOf: () => undefined,
    lostAdvice: async () => 'Advice.',
    clockRows: () => [],
    now: () => Date.parse('2026-12-01T12:00:00Z'),
    remindBefore: () => 5,
  });
}

/** The rows at the top, or those of a group: they need nothing that is loaded later. */
function groupsIn(tree: AccountTree, group?: Element): Element[] {
  const rows = tree.getChildren(group);
  return Array.isArray(rows) ? rows : [];
}

/** What can be seen at first: the roots, then the rows under the first of them that has any. */
function firstRows(tree: AccountTree): unknown[] {
  const roots = groupsIn(tree);
  const rows: Element[] = [];
  for (const root of roots.slice(0, FIRST_ROWS)) {
    rows.push(root);
    if (rows.length < FIRST_ROWS) rows.push(...groupsIn(tree, root));
    if (rows.length >= FIRST_ROWS) break;
  }
  return rows.slice(0, FIRST_ROWS).map(row => tree.getTreeItem(row));
}

/** What VS Code asks for when every group is opened: it takes all rows of a group at once. */
function allRows(tree: AccountTree): unknown[] {
  const roots = groupsIn(tree);
  return roots.flatMap(root => {
    const children = 'accounts' in root ? groupsIn(tree, root) : [];
    return [root, ...children].map(row => [row, tree.getTreeItem(row)]);
  });
}

async function quickPick(size: number, lists: AccountLists): Promise<Figure[]> {
  const recent = lists.accounts.slice(0, FIRST_ROWS).map(({ login }) => loginKey(login));
  const ordering: number[] = [];
  const showing: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let made: AccountRow[] = [];
    ordering.push(
      timedSync(() => {
        made = accountRows(lists.accounts, {
          secretState,
          hasProblem: () => false,
          teamStateOf: () => undefined,
        });
        orderRows(made, recent);
      }),
    );
    let choice: Promise<unknown> | undefined;
    showing.push(
      timedSync(() => {
        choice = pickCode(made, {
          recent: { logins: recent },
          now: Date.now,
          onSecond: () => new vscode.Disposable(() => {}),
          run: async () => {},
          record: () => {},
          shownCodes: () => new TestRowCodes(),
        });
      }),
    );
    await pause(100);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await choice;
  }
  return [
    { ...figureOf('quick pick, make and order rows', size, ordering), detail: { p95: p95(ordering) } },
    { ...figureOf('quick pick, order and hand to VS Code', size, showing), detail: { p95: p95(showing) } },
  ];
}
