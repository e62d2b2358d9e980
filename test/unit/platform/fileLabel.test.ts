import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileLabel } from '../../../src/platform/fileLabel';

describe('The name of a file in a question', () => {
  for (const [uri, label] of [
    ['file:///workspace/team/a/backup.age', 'team/a/backup.age'],
    ['file:///home/priya/backup.age', '/home/priya/backup.age'],
    ['/home/priya/backup.age', '/home/priya/backup.age'],
    ['evil:/home/priya/backup.age', 'evil:/home/priya/backup.age'],
    ['evil:/workspace/team/backup.age', 'evil:/workspace/team/backup.age'],
    ['evil://cloud/home/priya/backup.age?to=x#y', 'evil://cloud/home/priya/backup.age?to=x#y'],
    ['FILE:///home/priya/backup.age', 'FILE:/home/priya/backup.age'],
    ['vscode-remote://wsl+ubuntu/home/backup.age', 'vscode-remote://wsl+ubuntu/home/backup.age'],
    [
      `vscode-remote://dev-container+${'7b22'.repeat(100)}/home/backup.age`,
      `vscode-remote://dev-container+${'7b22'.repeat(6)}7b…/home/backup.age`,
    ],
    ['evil:/%E2%80%AEaaa.bbb/$(trash)', 'evil:/aaa.bbb/$\u200B(trash)'],
  ] as const) {
    it(`has its file system unless it is the disk: ${uri.slice(0, 50)}`, () => {
      assert.equal(fileLabel(vscode.Uri.parse(uri)), label);
    });
  }
});
