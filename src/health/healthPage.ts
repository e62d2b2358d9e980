import * as vscode from 'vscode';
import { type Account, loginKey } from '../core/account';
import { localDay } from '../core/day';
import { UserError } from '../core/errors';
import { type AccountHealth, listHealth } from '../core/listHealth';
import { type PageLine, type PageSection, pageLine, sectionLines } from '../platform/actionPages';
import { sanitizeLabel } from '../platform/sanitize';
import { healthSections } from './healthText';
import type { HealthServices } from './services';

/** After how many days without use an account is mentioned. */
const UNUSED_DAYS = 90;
const DAY = 86_400_000;

/** What the accounts of these logins lack, for a page. @param isKept as in `Health.sections` */
export async function sectionsOf(
  logins: readonly string[],
  isKept: (login: string) => boolean,
  services: HealthServices,
): Promise<readonly PageSection[]> {
  const health = await healthOf(logins, isKept, services);
  return healthSections(health, namesakes(listedOf(logins, services)), UNUSED_DAYS);
}

/** The names that several accounts have, as they are shown. */
function namesakes(accounts: readonly Account[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const names = accounts.map(({ name }) => sanitizeLabel(name));
  return new Set(names.filter(name => seen.size === seen.add(name).size));
}

function listedOf(logins: readonly string[], { accounts }: HealthServices): readonly Account[] {
  return logins.map(accounts.find).filter(account => account !== undefined);
}

/** What the accounts of these logins lack. @param isKept as in `Health.sections` */
export async function healthOf(
  logins: readonly string[],
  isKept: (login: string) => boolean,
  services: HealthServices,
): Promise<readonly AccountHealth[]> {
  const { secrets, now, usedSince } = services;
  const [used] = await Promise.all([usedSince(now() - UNUSED_DAYS * DAY), secrets.ready()]);
  return listHealth(listedOf(logins, services), localDay(now()), ({ login }) => {
    const state = secrets.stateOf(login);
    return {
      hasKey: state === 'ready' || state === 'unknown' || isKept(loginKey(login)),
      isUnused: state === 'ready' && used?.has(loginKey(login)) === false,
    };
  });
}

/** The page about the health of a list, or why it can't be shown. */
export async function healthPage(named: string, services: HealthServices): Promise<readonly PageLine[]> {
  try {
    const list = await services.accounts.chooseList('', named);
    if (!list) return [];
    const sections = await sectionsOf(list.logins, () => false, services);
    const count = sections.reduce((sum, { lines }) => sum + lines.length, 0);
    return [
      pageLine(vscode.l10n.t('List health for {0}', sanitizeLabel(list.label))),
      pageLine(
        count === 0
          ? vscode.l10n.t('Nothing needs attention.')
          : vscode.l10n.t('Needs attention: {0}', count),
      ),
      ...sections.flatMap(sectionLines),
    ];
  } catch (error) {
    if (error instanceof UserError) return [pageLine(error.message)];
    throw error;
  }
}
