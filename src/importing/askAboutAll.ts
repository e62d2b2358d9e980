/** Asks until all that would be replaced was asked about: another window may store some meanwhile. */
export async function askAboutAll(
  replacing: () => Promise<readonly { readonly what: object; readonly login: string | undefined }[]>,
  ask: (logins: readonly string[]) => Promise<void>,
): Promise<void> {
  const agreed = new Set<object>();
  for (;;) {
    const others = (await replacing()).filter(({ what }) => !agreed.has(what));
    if (others.length === 0) return;
    await ask(others.map(({ login = '' }) => login));
    for (const { what } of others) agreed.add(what);
  }
}
