import * as vscode from 'vscode';
import type { RowCodes } from '../../src/codes/rowCodes';

/** Codes in a picker's rows that are what the test says. */
export class TestRowCodes implements RowCodes {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  shown = false;
  ticks = 0;

  /** @param code of every login */
  constructor(private code = '') {}

  async show(): Promise<void> {
    this.shown = true;
    this.#changed.fire();
  }

  hide(): void {
    this.shown = false;
    this.#changed.fire();
  }

  tick(): void {
    this.ticks++;
  }

  /** A new window begins. */
  change(code: string): void {
    this.code = code;
    this.#changed.fire();
  }

  codeOf(): string | undefined {
    return this.shown ? this.code : undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
