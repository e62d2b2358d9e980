import fc from 'fast-check';

/** Text of any characters, invisible, control and unassigned ones too. (`unit: 'binary'` takes a second to build.) */
export const anyText = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }), fc.nat(0x7f)),
    { maxLength: 20 },
  )
  .map(points => String.fromCodePoint(...points));

/** Text as JavaScript allows it, with halves of characters. */
export const anyUnits = fc
  .array(fc.nat(0xffff), { maxLength: 20 })
  .map(units => String.fromCharCode(...units));
