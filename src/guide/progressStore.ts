import type * as vscode from 'vscode';
import { loginKey } from '../core/account';
import { isScenarioId } from './content/scenarios';
import { type Progress, SCENARIO_IDS, type ScenarioId } from './model';
import { parseProgress } from './progress';

/** What is remembered per login: the progress in each scenario, and which scenario is current. */
interface Remembered {
  /** Counts the writes of all windows, so the higher one is the later. */
  readonly revision?: unknown;
  readonly current?: unknown;
  readonly scenarios?: Readonly<Partial<Record<ScenarioId, unknown>>>;
}

/** Remembers how far a person is with each login: one entry per login. */
export class ProgressStore {
  /** This window's last writes, by key: for a moment after one, VS Code may still return the value before it. */
  readonly #written = new Map<string, Remembered>();

  constructor(private readonly state: vscode.Memento) {}

  /** @param scenario by default the current one */
  get(login: string, scenario?: ScenarioId): Progress | undefined {
    const { current, scenarios } = this.#remembered(login);
    const wanted = scenario ?? current;
    return typeof wanted === 'string' && isScenarioId(wanted)
      ? parseProgress(scenarios?.[wanted])
      : undefined;
  }

  async set(login: string, progress: Progress): Promise<void> {
    const { scenarios } = this.#remembered(login);
    await this.#write(login, {
      current: progress.scenario,
      scenarios: { ...scenarios, [progress.scenario]: progress },
    });
  }

  /** Changes the progress of a login in every scenario. */
  async changeAll(login: string, change: (progress: Progress) => Progress): Promise<void> {
    const before = this.#remembered(login);
    const followed = SCENARIO_IDS.flatMap(id => {
      const progress = parseProgress(before.scenarios?.[id]);
      return progress ? [[id, change(progress)] as const] : [];
    });
    await this.#write(login, { ...before, scenarios: Object.fromEntries(followed) });
  }

  async #write(login: string, remembered: Remembered): Promise<void> {
    const next = { ...remembered, revision: revisionOf(this.#remembered(login)) + 1 };
    this.#written.set(keyOf(login), next);
    await this.state.update(keyOf(login), next);
  }

  #remembered(login: string): Remembered {
    const value: unknown = this.state.get(keyOf(login));
    const stored: Remembered = typeof value === 'object' && value !== null ? value : {};
    const written = this.#written.get(keyOf(login));
    return written && revisionOf(written) >= revisionOf(stored) ? written : stored;
  }
}

function revisionOf({ revision }: Remembered): number {
  return typeof revision === 'number' ? revision : 0;
}

function keyOf(login: string): string {
  return `guide:${loginKey(login)}`;
}
