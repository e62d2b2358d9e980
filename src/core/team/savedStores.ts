import { emptyMemory, formatMemory, parseMemory, type StoreMemory } from './memory';
import { adoptEntries, type Verify } from './takeEntries';

/** A comment for `age`, which reads the same file. */
const LINE = /^# xero-mfa store (\{.*\})$/gm;

/** What a saved identity carries of each store: who is in the team, but nothing of keys. */
export function formatSavedStores(memories: readonly StoreMemory[]): string {
  return memories
    .filter(({ roster }) => roster.length > 0)
    .map(({ id, roster, rotations }) => {
      const saved = { ...emptyMemory(id), roster, rotations };
      return `# xero-mfa store ${formatMemory(saved)}\n`;
    })
    .join('');
}

/** Reads what {@link formatSavedStores} wrote. Lines that can't be read are left out: the stores are joined again. */
export function parseSavedStores(text: string, own: string, verify: Verify): readonly StoreMemory[] {
  return Array.from(text.matchAll(LINE), ([, json = '']) => parseMemory(json)).flatMap(memory => {
    if (!memory) return [];
    const roster = adoptEntries(memory.id, memory.roster, own, verify);
    return [{ ...emptyMemory(memory.id), roster: [...roster.entries], rotations: memory.rotations }];
  });
}
