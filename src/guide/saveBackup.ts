import type { Account } from '../core/account';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../core/recovery';
import type { Outcome } from './protocol';
import { answersProblemText, backupEmailProblemText } from './recoveryText';
import type { GuideServices } from './services';

/** Writes the backup email of a login into its list. A text that cannot be one is rejected, and nothing written. */
export async function writeBackupEmail(
  text: string,
  login: string,
  { accounts }: GuideServices,
): Promise<Outcome> {
  const problem = backupEmailProblem(text, login);
  if (problem) return { result: 'rejected', problem: backupEmailProblemText(problem) };
  await accounts.edit(login, { backupEmail: text.trim() });
  return { result: 'accepted' };
}

/**
 * Keeps the answers to an account's security questions as a secret. Empty rows do not count.
 *
 * @throws `vscode.CancellationError` if the person wants to keep the answers there are
 */
export async function keepAnswers(
  rows: RecoveryAnswers,
  account: Account,
  { secrets, prompts }: GuideServices,
): Promise<Outcome> {
  const filled = rows.flatMap((row, index) =>
    row.question.trim() === '' && row.answer === '' ? [] : [{ row, index }],
  );
  const answers = filled.map(({ row }) => row);
  const found = answersProblem(answers);
  if (found) {
    if (!('index' in found)) return { result: 'rejected', problem: answersProblemText(found) };
    const index = filled[found.index]?.index ?? found.index;
    return {
      result: 'rejected',
      problem: answersProblemText({ ...found, index }),
      index,
      part: found.kind === 'answer' ? 'answer' : 'question',
    };
  }
  if (secrets.hasAnswers(account.login)) await prompts.confirmNewAnswers(account);
  await secrets.setAnswers(account.login, answers);
  return { result: 'accepted' };
}
