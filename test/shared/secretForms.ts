/** The forms that a secret of ASCII letters and digits may be written in by accident, each a part that all of it gives away. */
export function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map(before => {
    // The letters at both ends depend on what stands beside it.
    const text = Buffer.from('x'.repeat(before) + secret)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : 4, -2);
  });
  return [
    secret,
    secret.toLowerCase(),
    secret.toUpperCase(),
    secret.slice(2, -2),
    [...secret].reverse().join(''),
    Buffer.from(secret).toString('hex'),
    // UTF-16 that is read byte by byte.
    [...secret].join('\0'),
    ...base64,
  ];
}
