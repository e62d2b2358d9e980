import { env, l10n } from 'vscode';
import { loginKey } from '../../core/account';
import type { GuideState, Position } from '../guideState';
import { complete, keyPutBack, pasted } from '../progress';
import type { Outcome } from '../protocol';
import type { GuideServices } from '../services';
import { comparisonText, loginsWithSameKey, sameKeyText } from './keyChecks';
import { confirmPutBack, pickSecret } from './prompts';
import type { StepActions } from './steps';

/** Stores, checks, exchanges and removes the setup key of a login. */
export class KeyActions {
  constructor(
    private readonly state: GuideState,
    private readonly services: GuideServices,
    private readonly steps: StepActions,
  ) {}

  async store(text: string, position = this.state.position): Promise<Outcome> {
    const { setupKeys } = this.services;
    const { key, problem } = await setupKeys.read(text, this.state.login);
    if (!key) return { result: 'rejected', problem };
    const warnings = await this.state.hold(async () => {
      const found = await setupKeys.store(key, this.state.account);
      if (found) await this.#stored(found, position);
      return found;
    });
    if (warnings) return { result: 'accepted' };
    this.state.report('key', l10n.t('The key wasn’t replaced. The previous key is still saved.'));
    return { result: 'discarded' };
  }

  /** @param warnings about the key; with any, its step stays open so that they are read */
  async #stored(warnings: readonly string[], position: Position): Promise<void> {
    this.state.announce(l10n.t('The key is saved.'));
    this.state.forget();
    if (warnings.length > 0) this.state.found({ key: warnings.join(' ') });
    if (this.state.hasLeft(position)) return;
    const stored = pasted(this.state.progress);
    const done = complete(stored);
    await this.state.save(warnings.length > 0 ? { ...done, at: stored.at } : done);
  }

  /** Stores the key on the clipboard and clears the clipboard, unless something else was copied meanwhile. */
  async paste(): Promise<Outcome> {
    const { position } = this.state;
    const text = await env.clipboard.readText();
    const outcome = await this.store(text, position);
    // The step that stores a key shows what is wrong with this one.
    const isHere = !this.state.hasLeft(position) && this.state.progress.at === position.progress.at;
    if (outcome.result !== 'accepted' && isHere) await this.steps.goToKey();
    if (outcome.result === 'accepted' && (await env.clipboard.readText()) === text)
      await env.clipboard.writeText('');
    return outcome;
  }

  async putBack(): Promise<void> {
    await confirmPutBack(this.state.account);
    const { login } = this.state;
    await this.state.hold(async () => {
      await this.services.secrets.putBack(login);
      this.state.beginRun();
      this.state.forget();
      await this.services.progress.changeAll(login, progress => keyPutBack(progress, this.state.known));
      this.state.refresh();
    });
    this.state.announce(l10n.t('The old key is restored.'));
  }

  /** Makes one of the kept keys the current one. */
  async useOther(): Promise<void> {
    const { secrets, now, hmac, record } = this.services;
    const { login } = this.state;
    const candidates = await secrets.candidates(login);
    if (candidates.length > 0) record({ action: 'shown', login: loginKey(login), route: 'guide' });
    const secret = await pickSecret(candidates, now(), hmac);
    if (!secret) return;
    await secrets.set(login, secret, 'guide');
    this.state.forgetKey();
    this.state.found({ isMended: true });
    this.state.report(
      'otherKey',
      l10n.t('Codes now come from the key you picked. Copy a new code and try again.'),
    );
  }

  /** Removes the key, which completes the last step of turning MFA off. */
  async remove(): Promise<void> {
    const { position } = this.state;
    await this.services.setupKeys.remove(this.state.login);
    this.state.forgetKey();
    await this.steps.complete(position);
  }

  /** Checks whether a text is the stored key. The text is not kept. */
  async compare(text: string): Promise<Outcome> {
    const { key, problem } = await this.services.setupKeys.read(text, this.state.login);
    if (!key) return { result: 'rejected', problem };
    const stored = await this.services.secrets.get(this.state.login);
    const isOtherKey = stored?.base32 !== key.secret.base32;
    this.state.report('comparison', comparisonText(isOtherKey));
    this.state.found({ isOtherKey });
    return { result: 'accepted' };
  }

  async findOtherLogin(): Promise<void> {
    const logins = await loginsWithSameKey(this.state.login, this.services);
    this.state.report('otherLogin', sameKeyText(logins));
    this.state.found({ hasSameKey: logins.length > 0 });
  }
}
