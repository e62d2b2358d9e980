import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { KeyRowView, KeysView } from '../protocol';
import type { ImportPageState } from './pageState';
import { selectPart } from './selectPart';
import { doneTable, head, noteCell, scroller, sourceCell } from './tableParts';

/** The keys that were found. */
export function keysPart(keys: KeysView, page: ImportPageState): TemplateResult {
  const { title, columns, rows, done } = keys;
  return html`<section aria-labelledby="keys">
    <h2 id="keys">${title}</h2>
    ${
      rows.length > 0
        ? scroller(
            title,
            html`<table class="keys">
              ${head([columns.save, columns.issuer, columns.account, columns.code, columns.target, columns.source, columns.note])}
              <tbody>
                ${repeat(
                  rows,
                  ({ id }) => id,
                  row => openRow(row, keys, page),
                )}
              </tbody>
            </table>`,
          )
        : nothing
    }
    ${
      done
        ? doneTable(
            done.label,
            html`<table class="keys">
              ${head([columns.issuer, columns.account, columns.code, columns.target, columns.source])}
              <tbody>
                ${repeat(
                  done.rows,
                  ({ id }) => id,
                  row => html`<tr>
                    ${labelCells(row, keys, page)}
                    <td data-column=${columns.target}>${row.target.name}</td>
                    ${sourceCell(columns.source, row.source)}
                  </tr>`,
                )}
              </tbody>
            </table>`,
          )
        : nothing
    }
  </section>`;
}

function openRow(row: KeyRowView, keys: KeysView, page: ImportPageState): TemplateResult {
  const { columns, noTarget, targets } = keys;
  const { send } = page;
  const tick = (event: Event): void =>
    send({ type: 'tick', row: row.id, ticked: (event.currentTarget as HTMLInputElement).checked });
  const { label, current, added } = row.target;
  const all = [noTarget, ...(added ? [added] : []), ...targets];
  const options = page.openRow === row.id ? all : all.filter(({ value }) => value === current);
  return html`<tr class=${row.rival === undefined ? '' : `rival ${row.rival}`}>
    <td>
      <input
        type="checkbox"
        aria-label=${row.label}
        .checked=${live(row.ticked)}
        ?disabled=${current === ''}
        @change=${tick}
      />
    </td>
    ${labelCells(row, keys, page)}
    <td data-column=${columns.target} @focusin=${() => page.setOpenRow(row.id)}>
      ${selectPart({ label, current, options }, false, target => send({ type: 'goTo', row: row.id, target }))}
    </td>
    ${sourceCell(columns.source, row.source)}
    ${noteCell(columns.note, row.note)}
  </tr>`;
}

function labelCells(row: KeyRowView, { columns }: KeysView, { codes }: ImportPageState): TemplateResult {
  return html`<td data-column=${columns.issuer}>${row.issuer}</td>
    <td data-column=${columns.account}>${row.account}</td>
    <td data-column=${columns.code} class="code">${codes[row.id] ?? ''}</td>`;
}
