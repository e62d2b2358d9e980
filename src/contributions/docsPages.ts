/** Pages of `docs/` that the product opens, by its name for them: a file, and the anchor of a chapter in it. */
export const DOCS = {
  contents: 'README.md',
  codes: 'codes.md',
  guide: 'guide.md',
  import: 'import.md',
  list: 'list.md',
  team: 'team.md',
  automation: 'automation.md',
  ci: 'ci.md',
  clock: 'clock.md',
  commands: 'commands.md',
  keys: 'keys.md',
  lostKeys: 'keys.md#get-a-lost-key-back',
  decryption: 'keys.md#when-vs-code-cant-decrypt-its-keys',
  keyring: 'keys.md#linux-without-a-keyring',
  passwords: 'keys.md#keep-a-password-too',
  browser: 'keys.md#in-a-browser',
  strangers: 'team.md#when-a-stranger-appears-in-the-team',
  twoKeys: 'team.md#when-two-of-you-replace-the-same-key',
} as const;

/** A page of the documentation, or a chapter of one. */
export type DocsPage = keyof typeof DOCS;

export const DOCS_PAGES = Object.keys(DOCS) as DocsPage[];
