import * as v from 'valibot';
import { parseCanonical, toJsonText } from './canonicalJson';
import { FIELDS, type Unsigned } from './entry';
import { statementBytes } from './statement';

export const rotationSchema = v.strictObject({
  login: FIELDS.login,
  /** `due`: MFA must be set up again. `done`: it was. */
  state: v.picklist(['due', 'done']),
  count: FIELDS.count,
  since: FIELDS.day,
  /** The name of the person who left. */
  because: FIELDS.name,
  by: FIELDS.recipient,
  signature: FIELDS.signature,
});

/** A file in `rotations/`: whether MFA of a login must be set up again, because someone who left could read its key. */
export type Rotation = Readonly<v.InferOutput<typeof rotationSchema>>;

/** @returns `undefined` if the text isn't what {@link formatRotation} wrote */
export function parseRotation(text: string): Rotation | undefined {
  return parseCanonical(rotationSchema, text, formatRotation);
}

export function formatRotation(rotation: Rotation): string {
  const { login, state, count, since, because, by, signature } = rotation;
  return toJsonText({ login, state, count, since, because, by, signature });
}

export function rotationBytes(id: string, rotation: Unsigned<Rotation>): Uint8Array {
  const { login, state, count, since, because, by } = rotation;
  return statementBytes('rotation', id, [login, state, count, since, because, by]);
}

/** Which of two rotations of a login counts: the higher count, then the one that is due. */
export function moreRecent(one: Rotation | undefined, other: Rotation): Rotation {
  if (!one || other.count > one.count) return other;
  return other.count === one.count && one.state === 'done' ? other : one;
}
