/** One line of the table: what was measured, beside a peer or a limit of the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: { readonly what: string; readonly value: number };
  /** Where it is not simply ours divided by the peer's. */
  readonly ratio?: number;
  readonly aim?: Aim;
  /** What else is worth keeping, by name. */
  readonly detail?: Readonly<Record<string, number | string>>;
}

/** Says why there are no figures of something. */
export interface Failure {
  readonly name: string;
  readonly failure: string;
}

/** What the table has a line for. */
export type Row = Figure | Failure;

/** What a session inside VS Code has come to. */
export interface SessionReport {
  /** The version of Node.js there. */
  readonly node?: string;
  readonly figures: readonly Row[];
  /** The measurements that are not done. */
  readonly left: readonly string[];
}

/** What a figure should be; missing it fails nothing. */
export interface Aim {
  readonly of: 'ours' | 'ratio';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Ours as a multiple of the peer's. */
export function ratioOf({ ours, peer, ratio }: Figure): number | undefined {
  return ratio ?? (peer && peer.value !== 0 ? ours / peer.value : undefined);
}

/** @returns undefined where a figure has no aim */
export function meetsAim(figure: Figure): boolean | undefined {
  const { aim } = figure;
  const value = aim?.of === 'ratio' ? ratioOf(figure) : figure.ours;
  if (!aim || value === undefined) return undefined;
  return value <= (aim.atMost ?? Number.POSITIVE_INFINITY) && value >= (aim.atLeast ?? 0);
}
