import type { Row } from './figure';

/** In milliseconds; far longer than a measurement takes. */
const LIMIT = 900_000;

/** Takes figures. What goes wrong, or does not end, is a row of the table: the other figures are taken all the same. */
export async function taken(
  name: string,
  take: () => readonly Row[] | Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  let limit: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      take(),
      new Promise<never>((_, reject) => {
        limit = setTimeout(() => reject(new Error('It did not end.')), LIMIT);
      }),
    ]);
  } catch (error) {
    return [{ name, failure: error instanceof Error ? error.message : String(error) }];
  } finally {
    clearTimeout(limit);
  }
}
