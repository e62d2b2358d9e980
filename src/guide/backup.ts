import * as vscode from 'vscode';
import type { Account } from '../core/account';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../core/recovery';
import { requireConfirmed } from '../platform/confirm';
import { sanitizeLabel } from '../platform/sanitize';
import type { Refusal } from './protocol';
import { answersProblemText, backupEmailProblemText } from './recoveryText';
import type { GuideServices } from './services';

/**
 * Writes the backup email of a login into its list.
 *
 * @returns why the text cannot be one, where nothing was written
 */
export async function writeBackupEmail(text: string, login: string): Promise<Refusal | undefined> {
  const problem = backupEmailProblem(text, login);
  if (problem) return { problem: backupEmailProblemText(problem) };
  const backupEmail = text.trim();
  await vscode.commands.executeCommand('xeroMfa.editAccount', { login, backupEmail });
  return undefined;
}

/**
 * Keeps the answers to an account's security questions as a secret. Empty rows do not count.
 *
 * @returns why they cannot be kept, where nothing was stored
 * @throws {@link vscode.CancellationError} where the person wants to keep the answers there are
 */
export async function keepAnswers(
  rows: RecoveryAnswers,
  account: Account,
  { secrets }: GuideServices,
): Promise<Refusal | undefined> {
  const filled = rows.flatMap((row, index) =>
    row.question.trim() === '' && row.answer === '' ? [] : [{ row, index }],
  );
  const answers = filled.map(({ row }) => row);
  const found = answersProblem(answers);
  if (found) {
    if (!('index' in found)) return { problem: answersProblemText(found) };
    const index = filled[found.index]?.index ?? found.index;
    return {
      problem: answersProblemText({ ...found, index }),
      index,
      part: found.kind === 'answer' ? 'answer' : 'question',
    };
  }
  if (secrets.hasAnswers(account.login)) await confirmNewAnswers(account);
  await secrets.setAnswers(account.login, answers);
  return undefined;
}

/** @throws {@link vscode.CancellationError} where the person wants to keep the answers there are */
function confirmNewAnswers({ name }: Account): Promise<void> {
  return requireConfirmed(
    vscode.l10n.t('{0} already has answers on this computer. Replace them?', sanitizeLabel(name)),
    vscode.l10n.t('Xero knows the login by the answers that were entered there.'),
    vscode.l10n.t('Replace'),
  );
}

/**
 * Copies the answer to the question the person picks.
 *
 * @returns whether they picked one
 */
export async function copyAnswer(login: string, { secrets, copier }: GuideServices): Promise<boolean> {
  const answers = (await secrets.getAnswers(login)) ?? [];
  const items = answers.map(({ question, answer }) => ({ label: sanitizeLabel(question), answer }));
  const title = vscode.l10n.t('Copy the answer to which question?');
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (chosen) await copier.copyWithAutoClear(chosen.answer);
  return chosen !== undefined;
}
