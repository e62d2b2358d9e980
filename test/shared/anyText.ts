import fc from 'fast-check';

/** Text of any characters, invisible, control and unassigned ones too. (`unit: 'binary'` takes a second to build.) */
export function anyTextOf(length: {
  readonly minLength?: number;
  readonly maxLength: number;
}): fc.Arbitrary<string> {
  const point = fc.oneof(
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
    fc.nat(0x7f),
  );
  return fc.array(point, length).map(points => String.fromCodePoint(...points));
}

export const anyText = anyTextOf({ maxLength: 20 });

/** Text as JavaScript allows it, with halves of characters. */
export const anyUnits = fc
  .array(fc.nat(0xffff), { maxLength: 20 })
  .map(units => String.fromCharCode(...units));
