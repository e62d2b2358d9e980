import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/**
 * Follows what is appended to a file, from an empty one on.
 *
 * @param {string} file
 * @param {(text: string) => void} hear
 * @returns {Promise<() => Promise<void>>} hears the rest and ends
 */
export async function follow(file, hear) {
  await writeFile(file, '');
  let start = 0;
  const read = async () => {
    for await (const chunk of createReadStream(file, { start })) {
      start += chunk.length;
      hear(chunk.toString());
    }
  };
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, 100);
  return async () => {
    clearInterval(timer);
    await reading;
    await read();
  };
}
