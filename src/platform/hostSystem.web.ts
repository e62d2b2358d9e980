import type { HostSystem } from './hostSystem';

/** Node's types lack the browser's `userAgent`. */
declare const navigator: { readonly userAgent: string };

/** @param userAgent the browser's */
export function hostSystem(userAgent = navigator.userAgent): HostSystem {
  if (userAgent.includes('Windows')) return 'windows';
  if (userAgent.includes('Macintosh')) return 'mac';
  return userAgent.includes('Linux') && !userAgent.includes('Android') ? 'linux' : 'other';
}
