import * as vscode from 'vscode';
import { positionsIn } from '../core/textPositions';

/** Editor ranges from offsets into a text that no editor may have open. */
export function rangesIn(text: string): (offset: number, length: number) => vscode.Range {
  const positionOf = positionsIn(text);
  const position = (offset: number): vscode.Position => {
    const { line, character } = positionOf(offset);
    return new vscode.Position(line, character);
  };
  return (offset, length) => new vscode.Range(position(offset), position(offset + length));
}
