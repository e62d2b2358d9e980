import * as vscode from 'vscode';
import { positionsIn } from '../core/textPositions';

/** Converts offsets into ranges, without a document. */
export function rangesIn(text: string): (offset: number, length: number) => vscode.Range {
  const positionOf = positionsIn(text);
  const position = (offset: number): vscode.Position => {
    const { line, character } = positionOf(offset);
    return new vscode.Position(line, character);
  };
  return (offset, length) => new vscode.Range(position(offset), position(offset + length));
}
