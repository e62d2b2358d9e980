import { env, l10n } from 'vscode';
import { answersProblem, backupEmailProblem, type RecoveryAnswers } from '../../core/recovery';
import { sanitizeLabel } from '../../platform/sanitize';
import type { GuideState, Position } from '../guideState';
import { goOn } from '../progress';
import type { Outcome, Rejection } from '../protocol';
import type { GuideServices } from '../services';
import { confirmNewAnswers, pickAnswer, showCopied } from './prompts';
import { answersProblemText, backupEmailProblemText } from './recoveryText';

/** Keeps what lets a person sign in without codes: the backup email in the list, the answers as secrets. */
export class BackupActions {
  readonly #copiedAnswers = new Set<string>();

  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
  ) {}

  async saveEmail(text: string): Promise<Outcome> {
    const { login, position, account } = this.state;
    const problem = backupEmailProblem(text, login);
    if (problem) return { result: 'rejected', problem: backupEmailProblemText(problem) };
    const backupEmail = text.trim();
    const isNew = backupEmail !== account.backupEmail;
    if (isNew) await this.services.accounts.edit(login, { backupEmail });
    const said = isNew ? l10n.t('Backup email added to the list and copied') : l10n.t('Backup email copied');
    await this.#copied(backupEmail, position, said);
    return { result: 'accepted' };
  }

  /** Copies the backup email of the list. */
  async copyEmail(): Promise<void> {
    const { position, account } = this.state;
    if (account.backupEmail !== undefined)
      await this.#copied(sanitizeLabel(account.backupEmail), position, l10n.t('Backup email copied'));
  }

  /** Goes on to the email that Xero sends once the person has entered the address. */
  async #copied(email: string, position: Position, text: string): Promise<void> {
    await env.clipboard.writeText(email);
    this.state.noteOverwritten();
    this.state.found({ isBackupCopied: true });
    showCopied(text);
    this.state.announce(text);
    const { progress } = this.state;
    const isHere = !this.state.hasLeft(position) && progress.at === position.progress.at;
    if (isHere && progress.at === 'addBackup') await this.state.save(goOn(progress));
  }

  async copyLogin(): Promise<void> {
    await this.services.accounts.copyLogin(this.state.login);
    this.state.noteOverwritten();
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
    this.#copiedAnswers.clear();
    this.state.found({ isBackupCopied: undefined });
    this.state.announce(l10n.t('The answers are saved.'));
    this.state.refresh();
    return { result: 'accepted' };
  }

  /** Copies the answer that the person picks. */
  async copyAnswer(): Promise<void> {
    const { secrets, copier } = this.services;
    const answers = (await secrets.getAnswers(this.state.login)) ?? [];
    const answer = await pickAnswer(answers);
    if (answer === undefined) return;
    await copier.copyWithAutoClear(answer);
    this.state.noteOverwritten();
    this.#copiedAnswers.add(answer);
    if (answers.every(each => this.#copiedAnswers.has(each.answer)))
      this.state.found({ isBackupCopied: true });
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
