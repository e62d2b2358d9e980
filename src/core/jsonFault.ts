import { type ParseError, printParseErrorCode } from 'jsonc-parser';

/** A sign without which a text isn't JSON. */
export type MissingSign = ',' | ':' | '"' | '}' | ']';

/** The sign that is missing where a syntax error is, if one is and can be told. */
export function missingSign(text: string, { error, offset }: ParseError): MissingSign | undefined {
  const next = text[offset] ?? '';
  switch (printParseErrorCode(error)) {
    case 'CommaExpected':
      // What closes something else is there, so its own end is missing.
      if (next === '}') return ']';
      if (next === ']') return '}';
      return /["{[\w-]/.test(next) ? ',' : undefined;
    case 'PropertyNameExpected':
      return next === '{' || next === ']' ? '}' : undefined;
    case 'ColonExpected':
      return /["{[\w-]/.test(next) ? ':' : undefined;
    case 'CloseBraceExpected':
      return '}';
    case 'CloseBracketExpected':
      return ']';
    case 'UnexpectedEndOfString':
      return '"';
    default:
      return undefined;
  }
}
