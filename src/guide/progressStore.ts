import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { type Progress, parseProgress } from './progress';

/** Remembers how far somebody is with each login: one entry a login, so that windows do not undo each other's. */
export class ProgressStore {
  constructor(private readonly state: vscode.Memento) {}

  get(login: string): Progress | undefined {
    return parseProgress(this.state.get(keyOf(login)));
  }

  async set(login: string, progress: Progress): Promise<void> {
    await this.state.update(keyOf(login), progress);
  }
}

function keyOf(login: string): string {
  return `guide:${loginKey(login)}`;
}
