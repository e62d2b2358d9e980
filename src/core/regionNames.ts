/* cspell:disable: names in English, French, German and Spanish */
import { REGIONS, type Region } from './organisation';

/** What people call each region besides its code, in English, French, German and Spanish, as {@link regionKey} has it. */
const NAMES: Readonly<Record<Region, readonly string[]>> = {
  AU: ['aus', 'australia', 'australie', 'australien', 'oz'],
  NZ: [
    'nzl',
    'newzealand',
    'nouvellezelande',
    'neuseeland',
    'nuevazelanda',
    'aotearoa',
    'aotearoanewzealand',
  ],
  GB: [
    ...['gbr', 'uk', 'unitedkingdom', 'greatbritain', 'britain', 'england', 'scotland', 'wales'],
    ...[
      'vereinigteskonigreich',
      'grobritannien',
      'grossbritannien',
      'reinounido',
      'granbretana',
      'inglaterra',
    ],
    ...['northernireland', 'royaumeuni', 'grandebretagne', 'angleterre', 'ecosse', 'paysdegalles'],
  ],
  US: [
    'usa',
    'unitedstates',
    'unitedstatesofamerica',
    'america',
    'etatsunis',
    'etatsunisdamerique',
    'vereinigtestaaten',
    'estadosunidos',
  ],
  CA: ['can', 'canada', 'kanada'],
  ZA: ['zaf', 'rsa', 'southafrica', 'afriquedusud', 'sudafrika', 'sudafrica'],
  SG: ['sgp', 'singapore', 'singapour', 'singapur'],
  HK: ['hkg', 'hongkong', 'hongkongsar', 'hongkongchina'],
  MY: ['mys', 'malaysia', 'malaisie', 'malasia'],
  GLOBAL: ['world', 'worldwide', 'international', 'restofworld', 'row', 'monde', 'mondial', 'internationale'],
};

const BY_NAME: ReadonlyMap<string, Region> = new Map(
  REGIONS.flatMap(region => [region.toLowerCase(), ...NAMES[region]].map(name => [name, region] as const)),
);

/** The region that a text names: a code, a country's name, a flag, or two of them, such as `AU – Australia`. */
export function regionNamed(text: string): Region | undefined {
  const whole = BY_NAME.get(regionKey(text));
  if (whole) return whole;
  const parts = text.split(/[()/–—:-]|\bxero\b|\bedition\b/i);
  const named = new Set(parts.flatMap(part => BY_NAME.get(regionKey(part)) ?? []));
  const [region] = named;
  return named.size === 1 ? region : undefined;
}

/** Lower-case letters without accents. The two halves of a flag are letters as well. */
function regionKey(text: string): string {
  return text
    .replace(/[\u{1F1E6}-\u{1F1FF}]/gu, half =>
      String.fromCharCode((half.codePointAt(0) ?? 0) - 0x1f1e6 + 97),
    )
    .normalize('NFKD')
    .replace(/^\s*the\b/i, '')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
