import type * as vscode from 'vscode';
import { EventEmitter } from './fakeVscode/events';

/** An input box that nobody sees. */
export class TestInputBox {
  title = '';
  prompt = '';
  value = '';
  password = false;
  ignoreFocusOut = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  readonly #accepted = new EventEmitter<void>();
  readonly #buttonPressed = new EventEmitter<vscode.QuickInputButton>();
  readonly #hidden = new EventEmitter<void>();
  readonly #typed = new EventEmitter<string>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerButton = this.#buttonPressed.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#typed.event;

  /** @param onShow called when the box is to be shown */
  constructor(private readonly onShow: (box: TestInputBox) => void) {}

  show(): void {
    this.onShow(this);
  }

  hide(): void {
    this.#hidden.fire();
  }

  /** What a person does: puts a text into the box. */
  type(value: string): void {
    this.value = value;
    this.#typed.fire(value);
  }

  /** What a person does: presses Enter. */
  accept(): void {
    this.#accepted.fire();
  }

  pressButton(tooltip: string): void {
    const button = this.buttons.find(each => each.tooltip === tooltip);
    if (button) this.#buttonPressed.fire(button);
  }

  dispose(): void {
    for (const each of [this.#accepted, this.#buttonPressed, this.#hidden, this.#typed]) each.dispose();
  }
}
