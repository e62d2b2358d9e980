import type { HostSystem } from './hostSystem';

/** What a browser has and Node's types do not. */
declare const navigator: { readonly userAgent: string };

/** @param userAgent the browser's */
export function hostSystem(userAgent = navigator.userAgent): HostSystem {
  if (userAgent.includes('Windows')) return 'windows';
  if (userAgent.includes('Macintosh')) return 'mac';
  return userAgent.includes('Linux') && !userAgent.includes('Android') ? 'linux' : 'other';
}
