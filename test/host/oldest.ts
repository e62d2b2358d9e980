/**
 * What the oldest supported VS Code repeats, and why: these files use a part of VS Code that may differ between versions. What
 * is not here depends on our code alone, and runs in the newest only.
 */
export const OLDEST: Readonly<Record<string, string>> = {
  'access.test.ts': 'the API for other extensions, inputs of tasks and launches, tools of agents, terminals',
  'guide.test.ts': 'tabs with pages, links that open VS Code',
  'guideTabs.test.ts': 'tabs with pages, which are hidden, closed and restored',
  'importing.test.ts': 'pictures that a page decodes',
  'keptFiles.test.ts': 'what VS Code writes to its files and logs',
  'listEditor.test.ts': 'documents that are edited, and the Problems view',
  'lists.test.ts': 'watchers of files and folders, settings',
  'manifest.test.ts': 'what package.json contributes, the walkthrough',
  'otherDisk.test.ts': 'file systems of other extensions',
  'secrets.test.ts': 'the secret storage, the clipboard, pickers, progress',
};
