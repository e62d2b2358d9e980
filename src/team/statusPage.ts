import { UserError } from '../core/errors';
import { type PageLine, pageLine } from '../platform/actionPages';
import type { TeamCommandServices } from './commandServices';
import { withOrigins } from './removedKeys';
import { statusOf } from './status';
import { statusLines } from './statusText';

/** The page about the store beside a list: how it stands, or why that can't be said. */
export async function statusPage(
  named: string,
  { teams, nameOf, find, health, unpushed }: TeamCommandServices,
): Promise<readonly PageLine[]> {
  try {
    const list = await teams.chooseList(named, undefined, 'withStore');
    if (!list) return [];
    const team = await teams.of(list);
    const status = await withOrigins(await statusOf(teams, team), team);
    const own = await teams.identified();
    const inStore = new Set(status.secrets.filter(each => each.inStore).map(({ login }) => login));
    const lacking = await health.sections(list.logins, login => inStore.has(login));
    const toPush = await unpushed(list);
    return statusLines({ status, own, label: list.label, lacking, unpushed: toPush, nameOf, find });
  } catch (error) {
    if (error instanceof UserError) return [pageLine(error.message)];
    throw error;
  }
}
