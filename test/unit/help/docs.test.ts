import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { DOCS } from '../../../src/contributions/docsPages';
import { refuses, run, startFresh } from '../extension';

describe('The documentation', () => {
  let opened: string[];
  let isMarkdownShown: boolean;

  startFresh({}, () => ({
    attach: ({ api }) => {
      opened = [];
      isMarkdownShown = true;
      const open = (command: string) => (uri: vscode.Uri) => {
        if (command === 'markdown.showPreview' && !isMarkdownShown) throw new Error('command not found');
        opened.push(`${command} ${uri.path.replace(/^.*\/docs\//, '')} ${uri.fragment}`);
      };
      for (const command of ['markdown.showPreview', 'vscode.open'])
        api.commands.registerCommand(command, open(command));
    },
  }));

  it('opens at the list of its pages, at a page and at a chapter, as VS Code shows Markdown', async () => {
    await run('openDocs');
    await run('openDocs', { page: 'team' });
    await run('openDocs', { page: 'lostKeys' });
    assert.deepEqual(opened, [
      'markdown.showPreview README.md ',
      'markdown.showPreview team.md ',
      `markdown.showPreview ${DOCS.lostKeys.replace('#', ' ')}`,
    ]);
  });

  it('opens as text where Markdown is not shown', async () => {
    isMarkdownShown = false;
    await run('openDocs', { page: 'clock' });
    assert.deepEqual(opened, ['vscode.open clock.md ']);
  });

  it('has no other files', async () => {
    await refuses(
      'openDocs',
      { page: '../../package.json' },
      /^“page” must be "contents", "codes", "guide",/,
    );
    assert.deepEqual(opened, []);
  });
});
