import type * as vscode from 'vscode';
import { EventEmitter } from './fakeVscode/events';

/** A quick pick that nobody sees, and that counts how often its rows are replaced. */
export class TestQuickPick {
  title = '';
  placeholder = '';
  prompt: string | undefined;
  value = '';
  matchOnDescription = false;
  matchOnDetail = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  replaced = 0;
  readonly #accepted = new EventEmitter<void>();
  readonly #buttonPressed = new EventEmitter<{ item: vscode.QuickPickItem }>();
  readonly #titleButtonPressed = new EventEmitter<vscode.QuickInputButton>();
  readonly #hidden = new EventEmitter<void>();
  readonly #typed = new EventEmitter<string>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerItemButton = this.#buttonPressed.event;
  readonly onDidTriggerButton = this.#titleButtonPressed.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#typed.event;
  #items: readonly vscode.QuickPickItem[] = [];

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.replaced++;
    this.#items = items;
  }

  show(): void {}

  hide(): void {
    this.#hidden.fire();
  }

  /** What a person does: puts a text into the box. */
  type(value: string): void {
    this.value = value;
    this.#typed.fire(value);
    // VS Code says, too, what the extension puts into it.
    if (this.value !== value) this.#typed.fire(this.value);
  }

  /** What a person does: chooses the rows with these labels. */
  choose(...labels: readonly string[]): void {
    this.selectedItems = this.#items.filter(({ label }) => labels.includes(label));
    this.#accepted.fire();
  }

  pressButton(label: string): void {
    const item = this.#items.find(each => each.label === label);
    if (item) this.#buttonPressed.fire({ item });
  }

  /** Presses a button beside the title. */
  pressTitleButton(tooltip: string): void {
    const button = this.buttons.find(each => each.tooltip === tooltip);
    if (button) this.#titleButtonPressed.fire(button);
  }

  dispose(): void {
    const own = [this.#accepted, this.#buttonPressed, this.#titleButtonPressed, this.#hidden, this.#typed];
    for (const emitter of own) emitter.dispose();
  }
}
