import * as vscode from 'vscode';
import { requireConfirmed } from '../platform/confirm';
import { nameList } from '../platform/nameList';
import { sanitizeLabel } from '../platform/sanitize';
import type { Source } from './source';

/** No more files are named in the question. */
const MAXIMUM_NAMED = 10;

/**
 * Asks before files are moved to the trash.
 *
 * @param hasUnsaved whether they have keys that are not stored
 * @throws `vscode.CancellationError` if the person keeps them
 */
export async function confirmTrash(files: readonly Source[], hasUnsaved: boolean): Promise<void> {
  const names = files.slice(0, MAXIMUM_NAMED).map(({ name }) => sanitizeLabel(name));
  const others = files.length - names.length;
  await requireConfirmed(
    files.length === 1
      ? vscode.l10n.t('Move this file to the trash?')
      : vscode.l10n.t('Move {0} files to the trash?', files.length),
    [
      ...names,
      ...(others > 0 ? [vscode.l10n.t('and {0} more', others)] : []),
      ...(hasUnsaved ? ['', vscode.l10n.t('Some of the setup keys in them aren’t saved.')] : []),
    ].join('\n'),
    vscode.l10n.t('Move to Trash'),
  );
}

/** Moves files to the trash. A file that cannot go there stays: it is not deleted for good. */
export async function moveToTrash(files: readonly Source[]): Promise<string[]> {
  let moved = 0;
  const kept: string[] = [];
  for (const { name, uri = '' } of files) {
    try {
      await vscode.workspace.fs.delete(vscode.Uri.parse(uri), { useTrash: true });
      moved++;
    } catch {
      kept.push(name);
    }
  }
  return [
    ...(moved === 1 ? [vscode.l10n.t('1 file moved to the trash.')] : []),
    ...(moved > 1 ? [vscode.l10n.t('{0} files moved to the trash.', moved)] : []),
    ...(kept.length > 0
      ? [
          vscode.l10n.t(
            'There is no trash for these files, so they weren’t deleted. Delete them yourself: {0}',
            nameList(kept),
          ),
        ]
      : []),
  ];
}
