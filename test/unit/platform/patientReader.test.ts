import assert from 'node:assert/strict';
import { NoAnswerError, PatientReader } from '../../../src/platform/patientReader';

/** A place whose answers are given by hand. */
class Place {
  readonly asked: { resolve: (answer: string) => void; reject: (error: unknown) => void }[] = [];
  readonly ask = (): Promise<string> =>
    new Promise((resolve, reject) => {
      this.asked.push({ resolve, reject });
    });
}

/** A reader that soon gives up, and a promise of the first answer that comes late. */
function impatientReader(): { reader: PatientReader<string>; isLate: Promise<void> } {
  let onLate = (): void => {};
  const isLate = new Promise<void>(resolve => {
    onLate = resolve;
  });
  return { reader: new PatientReader<string>(1, () => onLate()), isLate };
}

describe('PatientReader', () => {
  it('gives what is read, and what is thrown', async () => {
    const reader = new PatientReader<string>(60_000, () => assert.fail());
    assert.equal(await reader.read('a', async () => 'answer'), 'answer');
    await assert.rejects(
      reader.read('a', async () => {
        throw new Error('broken');
      }),
      /broken/,
    );
    assert.equal(await reader.read('a', async () => 'again'), 'again');
  });

  it('waits for no place that does not answer, and asks it no second time', async () => {
    const reader = new PatientReader<string>(1, () => {});
    const place = new Place();
    await assert.rejects(reader.read('hung', place.ask), NoAnswerError);
    await assert.rejects(reader.read('hung', place.ask), NoAnswerError);
    assert.equal(place.asked.length, 1);
    assert.equal(await reader.read('other', async () => 'answer'), 'answer');
  });

  it('keeps an answer that comes late for the next who asks, once', async () => {
    const place = new Place();
    const { reader, isLate } = impatientReader();
    await assert.rejects(reader.read('slow', place.ask), NoAnswerError);
    await assert.rejects(reader.read('slow', place.ask), NoAnswerError);
    place.asked[0]?.resolve('late');
    await isLate;
    assert.equal(await reader.read('slow', place.ask), 'late');
    assert.equal(await reader.read('slow', async () => 'new'), 'new');
  });

  it('keeps what a place says late of why it cannot', async () => {
    const place = new Place();
    const { reader, isLate } = impatientReader();
    await assert.rejects(reader.read('slow', place.ask), NoAnswerError);
    place.asked[0]?.reject(new Error('gone'));
    await isLate;
    await assert.rejects(reader.read('slow', place.ask), /gone/);
  });
});
