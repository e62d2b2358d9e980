// cspell:ignore tenantid tenanttype tenantname organisationid countrycode isdemocompany shortcode
import * as v from 'valibot';
import { holdsKey } from './heldKey';
import { jsonInText, lineOfError } from './jsonInText';
import { REGIONS, type Region, SHORT_CODE } from './organisation';
import { hasToken } from './tokensInText';

/** An organisation as Xero's API describes it. */
export interface AnsweredOrganisation {
  /** A UUID, as the answer writes it. Compare with {@link tenantKey}. */
  readonly tenantId: string;
  readonly name: string;
  readonly region?: Region;
  /** Absent if the answer doesn't say that it is one. */
  readonly isDemo?: true;
  readonly shortCode?: string;
}

/** What an answer has that is left out. */
export interface LeftOut {
  /** Its place among the others, from 1. */
  readonly number: number;
  /** Empty if it has none, or none that may be shown. */
  readonly name: string;
  /** `notShortCode`: only that; the organisation is there. `holdsSecret`: its name has a setup key or a token in it. */
  readonly why: 'notOrganisation' | 'noTenantId' | 'noName' | 'tooLong' | 'holdsSecret' | 'notShortCode';
}

/** What answers of Xero's API say. */
export interface XeroAnswers {
  /** Each tenant once. */
  readonly organisations: readonly AnsweredOrganisation[];
  /** The first of them. */
  readonly leftOut: readonly LeftOut[];
  /** Whether there are more organisations than are read. */
  readonly hasMore: boolean;
}

/** `damaged`: it breaks off, or isn't JSON, on a line. `xml`: Xero answers so unless it is asked for JSON. */
export type XeroAnswerProblem =
  | { readonly kind: 'damaged'; readonly line: number }
  | { readonly kind: 'xml' | 'tooLarge' };

/** Thrown for an answer that can't be read. Holds nothing of it. */
export class XeroAnswerError extends Error {
  override readonly name = 'XeroAnswerError';

  constructor(readonly problem: XeroAnswerProblem) {
    super(problem.kind);
  }
}

/** In UTF-16 units. */
const MAXIMUM_ANSWER = 5_000_000;
/** More than a login has access to. */
const MAXIMUM_ORGANISATIONS = 2000;
const MAXIMUM_LEFT_OUT = 20;
/** Xero's own limit is lower. A person has to see on the page what would be written. */
const MAXIMUM_NAME = 200;
/** An answer may be in an envelope, and that in a string of another. */
const MAXIMUM_DEPTH = 8;
const MAXIMUM_NODES = 500_000;

const MENTION = /tenantId|OrganisationID/i;
const JSON_MENTION = /"(?:tenantId|OrganisationID)\\?"\s*:/i;
const XML_MENTION = /<OrganisationID>/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** An element of `GET /connections`. Its `id` is the connection's. Names are in lower case: libraries change it. */
const connectionSchema = v.object({
  tenantid: v.pipe(v.string(), v.trim(), v.regex(UUID)),
  tenanttype: v.pipe(v.string(), v.regex(/^ORGANISATION$/i)),
  tenantname: v.string(),
});

/** An element of `Organisations` in `GET /api.xro/2.0/Organisation`. */
const organisationSchema = v.object({
  organisationid: v.pipe(v.string(), v.trim(), v.regex(UUID)),
  name: v.string(),
  shortcode: v.fallback(v.nullish(v.string()), null),
  countrycode: v.fallback(v.nullish(v.string()), null),
  isdemocompany: v.fallback(v.nullish(v.boolean()), null),
});

/**
 * Reads the answers to `GET /connections` and `GET /api.xro/2.0/Organisation` in a text that has one or several of them, in
 * envelopes, behind headers, or as strings. Their order doesn't matter.
 *
 * @returns `undefined` if the text has none
 * @throws {@link XeroAnswerError} if it has one that can't be read
 */
export function parseXeroAnswers(text: string): XeroAnswers | undefined {
  if (!MENTION.test(text)) return undefined;
  if (text.length > MAXIMUM_ANSWER) {
    if (JSON_MENTION.test(text)) throw new XeroAnswerError({ kind: 'tooLarge' });
    return undefined;
  }
  const plain = text.replace(/^\uFEFF/, '');
  const { values, broken } = jsonInText(plain);
  const damaged = broken.find(({ start, end }) => JSON_MENTION.test(plain.slice(start, end)));
  if (damaged) throw new XeroAnswerError({ kind: 'damaged', line: lineOfError(plain, damaged.start) });
  const found = new Answers();
  for (const answer of values.flatMap(value => [...answersIn(value)])) found.take(answer);
  if (!found.isEmpty) return found;
  if (XML_MENTION.test(plain)) throw new XeroAnswerError({ kind: 'xml' });
  return undefined;
}

/** The form in which tenant IDs are compared. */
export function tenantKey(tenantId: string): string {
  return tenantId.trim().toLowerCase();
}

type Fields = Readonly<Record<string, unknown>>;
type Answer = { readonly kind: 'connection' | 'organisation'; readonly fields: Fields };

/** What is read of answers, bounded. */
class Answers implements XeroAnswers {
  readonly #organisations = new Map<string, AnsweredOrganisation>();
  readonly leftOut: LeftOut[] = [];
  hasMore = false;
  #count = 0;

  get organisations(): readonly AnsweredOrganisation[] {
    return [...this.#organisations.values()];
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  take({ kind, fields }: Answer): void {
    this.#count++;
    const name = visible(fields[kind === 'connection' ? 'tenantname' : 'name']);
    const read = kind === 'connection' ? readConnection(fields) : readOrganisation(fields);
    const flaw = typeof read === 'string' ? read : flawOfName(name);
    const why = flaw ?? (typeof read === 'object' && read.hasBadCode ? 'notShortCode' : undefined);
    if (why && this.leftOut.length < MAXIMUM_LEFT_OUT) {
      const shown = flawOfName(name) === undefined ? name : '';
      this.leftOut.push({ number: this.#count, name: shown, why });
    }
    if (!flaw && typeof read === 'object') this.#add({ ...read.organisation, name });
  }

  #add(organisation: AnsweredOrganisation): void {
    const key = tenantKey(organisation.tenantId);
    const earlier = this.#organisations.get(key);
    if (!earlier && this.#organisations.size >= MAXIMUM_ORGANISATIONS) this.hasMore = true;
    // What several answers say about a tenant adds up. Of two values, the later one counts.
    else this.#organisations.set(key, { ...earlier, ...organisation });
  }
}

function flawOfName(name: string): 'noName' | 'tooLong' | 'holdsSecret' | undefined {
  if (name === '') return 'noName';
  if (holdsKey(name) || hasToken(name)) return 'holdsSecret';
  return name.length > MAXIMUM_NAME ? 'tooLong' : undefined;
}

interface Read {
  readonly organisation: Omit<AnsweredOrganisation, 'name'>;
  readonly hasBadCode?: boolean;
}

function readConnection(fields: Fields): Read | LeftOut['why'] {
  const read = v.safeParse(connectionSchema, fields);
  if (read.success) return { organisation: { tenantId: read.output.tenantid } };
  return (
    flawOf(read.issues, 'tenanttype', 'notOrganisation') ??
    flawOf(read.issues, 'tenantid', 'noTenantId') ??
    'noName'
  );
}

function readOrganisation(fields: Fields): Read | LeftOut['why'] {
  const read = v.safeParse(organisationSchema, fields);
  if (!read.success) return flawOf(read.issues, 'organisationid', 'noTenantId') ?? 'noName';
  const { organisationid, shortcode, countrycode, isdemocompany } = read.output;
  const region = regionOf(countrycode ?? '');
  const shortCode = (shortcode ?? '').trim();
  // A key may be as long as a code may be.
  const isCode = SHORT_CODE.test(shortCode) && !holdsKey(shortCode) && !hasToken(shortCode);
  return {
    organisation: {
      tenantId: organisationid,
      ...(region && { region }),
      ...(isdemocompany === true && { isDemo: true }),
      ...(isCode && { shortCode }),
    },
    hasBadCode: shortCode !== '' && !isCode,
  };
}

function flawOf<Why>(issues: readonly v.BaseIssue<unknown>[], field: string, why: Why): Why | undefined {
  return issues.some(({ path }) => path?.[0]?.key === field) ? why : undefined;
}

/** Xero's edition for a country. Countries without an edition of their own have the global one. */
function regionOf(countryCode: string): Region | undefined {
  const code = countryCode.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  if (code === 'UK') return 'GB';
  return REGIONS.find(region => region === code) ?? 'GLOBAL';
}

/** A name on one line, without characters that are invisible or change the direction of a text. */
function visible(name: unknown): string {
  return typeof name === 'string' ? name.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim() : '';
}

/** The answers in a JSON value, from the outside in. */
function* answersIn(json: unknown): Generator<Answer> {
  let level: readonly unknown[] = [json];
  let nodes = 0;
  for (let depth = 0; depth <= MAXIMUM_DEPTH && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (nodes++ > MAXIMUM_NODES) return;
      if (typeof value === 'string') {
        if (MENTION.test(value)) next.push(...jsonInText(value).values);
      } else if (Array.isArray(value)) {
        const elements = value.map(fieldsOf);
        // The others of an array are of its kind as well, whatever they lack.
        const kind = elements.map(kindOf).find(Boolean);
        for (const [index, element] of elements.entries()) {
          if (kind && element) yield { kind, fields: element };
          else next.push(value[index]);
        }
      } else {
        const fields = fieldsOf(value);
        const kind = kindOf(fields);
        if (kind && fields) yield { kind, fields };
        // One by one: a call takes only so many arguments.
        else if (fields) for (const each of Object.values(fields)) next.push(each);
      }
    }
    level = next;
  }
}

function kindOf(fields: Fields | undefined): Answer['kind'] | undefined {
  if (!fields) return undefined;
  if ('tenantid' in fields && ('tenanttype' in fields || 'tenantname' in fields)) return 'connection';
  return 'organisationid' in fields && 'name' in fields ? 'organisation' : undefined;
}

/** The properties of an object with their names in lower case. */
function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
}
