const RULES = [
  '*.age -diff -text merge=binary',
  '.age-recipients merge=union',
  'members/*.json merge=binary',
];

/**
 * The `.gitattributes` of a store: git doesn't merge the files of logins and members, and merges recipients line by line.
 *
 * @param before the existing rules, which stay
 */
export function gitAttributes(before: string): string {
  const rules = before.split(/\r?\n/).filter(line => line.trim() !== '');
  return [...new Set([...rules, ...RULES])].map(line => `${line}\n`).join('');
}
