/**
 * Phrases that comments and documents don't use, and what a native engineer writes.
 *
 * @type {readonly (readonly [phrase: RegExp, instead: string])[]}
 */
// biome-ignore format: a phrase a line
export const PHRASES = [
  [/\banew\b/, '“again”, or a verb with “re-”'],
  [/\bwho(?:m)?ever\b/, '“anyone who”, or name the role'],
  [/\b(?:other than (?:it|they) (?:was|were)|may be (?:an)?others?)\b/, 'say what has changed'],
  [/\bof (?:which|whom)\b/, '“whose”, or two sentences'],
  [/\bneeds? not\b/, '“don’t need to”'],
  [/\b(?:tells?|told|telling) of\b/, '“reports”, “names” or “mentions”'],
  [/\b(?:takes?|took|taken|taking) in\b(?! turn)/, '“receives”, “reads” or “applies”'],
  [/\b(?:gives?|gave|given|giving) out\b/, '“returns”, “sends” or “issues”'],
  [/\bwhat of\b/, 'name the thing: “The part of … that …”'],
  [/(?<!\bthere )\b(?:is|are) none\b/, '“is not …”, “counts as missing”'],
  [/\bso many (?:bits|bytes|days|lines|milliseconds|seconds)\b/, 'a number, or the name of the parameter'],
  [/\bto be had\b/, '“available”'],
  [/\b(?:is|are) looked (?:at|for|whether)\b/, '“is checked”, “is read”, “is searched for”'],
  [/, else (?:the|to)\b/, '“otherwise”'],
];

/**
 * Where a phrase is right. A `text` stands for one occurrence.
 *
 * @type {readonly { file: string, text: string, reason: string }[]}
 */
export const EXCEPTIONS = [
  { file: 'test/unit/wording.test.ts', text: 'It is made anew', reason: 'a comment in a text of the test' },
];
