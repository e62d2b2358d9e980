import { type Aim, meetsAim, type Row, ratioOf } from './figure';

const HEADINGS = ['figure', 'ours', 'peer or limit', 'ratio', 'aim', ''] as const;

/** The rows as lines of text in columns. */
export function table(all: readonly Row[]): string {
  const rows = [[...HEADINGS], ...all.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map(width => '-'.repeat(width)).join('  '));
  return lines.join('\n');
}

function cells(figure: Row): string[] {
  if ('failure' in figure) return [figure.name, 'FAILED', '', '', '', figure.failure.split('\n', 1).join()];
  const { name, unit, ours, peer, aim } = figure;
  const ratio = ratioOf(figure);
  const met = meetsAim(figure);
  return [
    name,
    `${number(ours)} ${unit}`.trim(),
    peer ? `${number(peer.value)} ${unit} (${peer.what})` : '',
    ratio === undefined ? '' : number(ratio),
    aim ? aimText(aim, unit) : '',
    met === undefined ? '' : met ? 'met' : 'missed',
  ];
}

function aimText({ of, atMost, atLeast }: Aim, unit: string): string {
  const limit = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  return of === 'ratio' ? `${limit} ×` : `${limit} ${unit}`.trim();
}

/** Three digits that count. */
function number(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
