import type * as vscode from 'vscode';
import { type Copying, createCopying } from '../../src/codes/createCopying';
import { ProgressStore } from '../../src/guide/progressStore';
import type { GuideServices } from '../../src/guide/services';
import { hmac } from '../../src/platform/runtime';
import { SecretStore } from '../../src/secrets/store';
import { createPastedKeys } from '../../src/setupKeys/createSetupKeys';
import { removeKey } from '../../src/setupKeys/removeSetupKey';

/** What a test has instead of a running extension. */
export interface GuideSurroundings
  extends Pick<
    GuideServices,
    | 'accounts'
    | 'team'
    | 'checkClock'
    | 'openXero'
    | 'now'
    | 'record'
    | 'onSecond'
    | 'run'
    | 'onFinished'
    | 'open'
  > {
  readonly storage: vscode.SecretStorage;
  readonly state: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

export interface GuideParts {
  readonly secrets: SecretStore;
  readonly copying: Copying;
  readonly services: GuideServices;
}

/** The real secrets, setup keys, copying and progress that the guide works with. */
export function createGuideParts({ storage, state, onError, ...around }: GuideSurroundings): GuideParts {
  const { accounts, team, now, record } = around;
  const nameOf = (login: string): string => accounts.find(login)?.name ?? login;
  const isShared = (login: string): boolean => team.storeOf(login) === 'shared';
  const lostAdvice = async (): Promise<string> => 'Advice.';
  const secrets = new SecretStore(storage, state, onError);
  const copying = createCopying({
    secrets,
    hmac,
    now,
    record,
    state,
    nameOf,
    offer: async () => {},
    setUpRemedies: () => [],
    isShared,
    lostAdvice,
    isClockOutdated: () => false,
    onError,
  });
  const removal = (login: string) => (isShared(login) ? async () => {} : undefined);
  const services: GuideServices = {
    ...around,
    secrets,
    setupKeys: {
      ...createPastedKeys(secrets),
      remove: async login => {
        await removeKey(login, { secrets, nameOf, removal }, false, 'guide');
      },
    },
    copier: copying.copier,
    lostAdvice,
    hmac,
    progress: new ProgressStore(state),
  };
  return { secrets, copying, services };
}
