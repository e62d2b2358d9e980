import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestQuickPick } from '../shared/testQuickPick';
import { codeAt, eventually, KEY, replaceInApi, run } from './support';

export const ONCE = 'Allow Once';
export const ALWAYS = 'Always Allow in This Workspace';

/** A question as the person sees it. */
interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The person: answers each question with the next of these answers, and refuses when there is none left. */
export const answers: (string | Promise<string>)[] = [];
export const asked: Asked[] = [];

export function answerQuestions(): void {
  const revokeAll = () => managing(picker => picker.pressTitleButton('Revoke All'));
  before(revokeAll);
  let stopAnswering: () => void;
  beforeEach(async () => {
    asked.length = 0;
    answers.length = 0;
    stopAnswering = await replaceInApi('window', {
      showWarningMessage: async (
        message: string,
        { detail = '', modal }: vscode.MessageOptions,
        ...buttons: string[]
      ) => {
        assert.equal(modal, true);
        asked.push({ message, detail, buttons });
        // Taken now, so that an answer given while this question is open is for the next one.
        const answer = answers.shift();
        await new Promise(setImmediate);
        return answer;
      },
    });
  });
  afterEach(async () => {
    stopAnswering();
    await revokeAll();
  });
}

/** Opens Manage Access, and gives what it showed. */
export async function managing(act: (picker: TestQuickPick) => void): Promise<string[][]> {
  let shown: string[][] = [];
  const putBack = await replaceInApi('window', {
    showInformationMessage: async () => undefined,
    createQuickPick: () => {
      const picker = new TestQuickPick();
      picker.show = () => {
        shown = picker.items.map(({ label, description = '', detail = '' }) => [label, description, detail]);
        act(picker);
      };
      return picker;
    },
  });
  try {
    await run('manageAccess');
  } finally {
    putBack();
  }
  return shown;
}

/** The code carries no sign of who asked. */
export function isCode(text: unknown, secret = KEY): void {
  const now = Date.now();
  assert.ok(
    [now - 30_000, now].some(time => codeAt(time, secret) === text),
    `${text} is no code of now`,
  );
}

/** What a caller gets where the person refuses. */
export const refusal =
  /^Access to the code for AU payroll \(qa-au@acme\.test\) was denied\. To be asked again/;
export const refused = { name: 'UserError', message: refusal };

/** What was typed into the terminal that is open. */
export let typed: string[] = [];

/** A terminal that shows nothing and remembers what is typed into it; it is active then. */
export async function openTerminal(name = 'first'): Promise<vscode.Terminal> {
  const input: string[] = [];
  typed = input;
  const pty: vscode.Pseudoterminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    open: () => {},
    close: () => {},
    handleInput: text => void input.push(text),
  };
  const terminal = vscode.window.createTerminal({ name, pty });
  terminal.show();
  await eventually(() => assert.equal(vscode.window.activeTerminal, terminal));
  return terminal;
}

export async function closeTerminals(): Promise<void> {
  for (const terminal of vscode.window.terminals) terminal.dispose();
  await eventually(() => assert.equal(vscode.window.activeTerminal, undefined));
}
