import { l10n } from 'vscode';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../../core/recovery';
import type { GuideState } from '../guideState';
import type { Outcome, Rejection } from '../protocol';
import type { GuideServices } from '../services';
import { confirmNewAnswers, pickAnswer, showCopied } from './prompts';
import { answersProblemText, backupEmailProblemText } from './recoveryText';

/** Keeps what lets a person sign in without codes: the backup email in the list, the answers as secrets. */
export class BackupActions {
  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
  ) {}

  async saveEmail(text: string): Promise<Outcome> {
    const { login } = this.state;
    const problem = backupEmailProblem(text, login);
    if (problem) return { result: 'rejected', problem: backupEmailProblemText(problem) };
    await this.services.accounts.edit(login, { backupEmail: text.trim() });
    this.state.announce(l10n.t('The backup email is in the list.'));
    return { result: 'accepted' };
  }

  /**
   * Stores the answers to the security questions. Empty rows do not count.
   *
   * @throws `vscode.CancellationError` if the person keeps the stored answers
   */
  async saveAnswers(rows: RecoveryAnswers): Promise<Outcome> {
    const { account } = this.state;
    const { secrets } = this.services;
    const filled = rows.flatMap((row, index) =>
      row.question.trim() === '' && row.answer === '' ? [] : [{ row, index }],
    );
    const answers = filled.map(({ row }) => row);
    const rejection = rejectionOf(answers, index => filled[index]?.index ?? index);
    if (rejection) {
      this.state.refresh();
      return rejection;
    }
    if (secrets.hasAnswers(account.login)) await confirmNewAnswers(account);
    await secrets.setAnswers(account.login, answers);
    this.state.announce(l10n.t('The answers are saved.'));
    this.state.refresh();
    return { result: 'accepted' };
  }

  /** Copies the answer that the person picks. */
  async copyAnswer(): Promise<void> {
    const { secrets, copier } = this.services;
    const answer = await pickAnswer((await secrets.getAnswers(this.state.login)) ?? []);
    if (answer === undefined) return;
    await copier.copyWithAutoClear(answer);
    const text = l10n.t('Answer copied');
    showCopied(text);
    this.state.announce(text);
  }
}

/** @param rowOf the row on the page of an answer, both from 0 */
function rejectionOf(answers: RecoveryAnswers, rowOf: (index: number) => number): Rejection | undefined {
  const problem = answersProblem(answers);
  if (!problem) return undefined;
  if (!('index' in problem)) return { result: 'rejected', problem: answersProblemText(problem) };
  const index = rowOf(problem.index);
  return {
    result: 'rejected',
    problem: answersProblemText({ ...problem, index }),
    index,
    part: problem.kind === 'answer' ? 'answer' : 'question',
  };
}
