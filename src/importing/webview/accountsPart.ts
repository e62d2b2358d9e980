import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AccountRowView, AccountsView } from '../protocol';
import type { ImportPageState } from './pageState';
import { doneTable, scroller } from './tableParts';

/** The accounts of spreadsheets. */
export function accountsPart(accounts: AccountsView, page: ImportPageState): TemplateResult {
  const { title, notes, rows, done } = accounts;
  return html`<section aria-labelledby="accounts">
    <h2 id="accounts">${title}</h2>
    ${notes.map(note => html`<p class="hint">${note}</p>`)}
    ${rows.length > 0 ? scroller(title, table(rows, accounts, page)) : nothing}
    ${done ? doneTable(done.label, table(done.rows, accounts, page)) : nothing}
  </section>`;
}

const MARKS: Readonly<Record<AccountRowView['kind'], string>> = {
  new: '+',
  added: '✓',
  same: '=',
  different: '≠',
  wrong: '!',
};

function table(
  rows: readonly AccountRowView[],
  { columns, cells }: AccountsView,
  page: ImportPageState,
): TemplateResult {
  return html`<table class="accounts">
    <thead>
      <tr>
        ${[columns.add, ...cells, columns.state, columns.source].map(name => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        row => html`<tr class=${row.kind}>
          <td>${tickBox(row, page)}</td>
          ${row.cells.map((cell, index) => html`<td data-column=${cells[index] ?? ''} class="cell">${cell}</td>`)}
          <td data-column=${columns.state} class="state"><span class=${row.kind === 'wrong' ? 'warns' : ''}><span class="mark" aria-hidden="true">${MARKS[row.kind]}</span> ${row.state}</span></td>
          <td data-column=${columns.source} class="source">${row.source}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function tickBox({ id, tick }: AccountRowView, { send }: ImportPageState): TemplateResult | typeof nothing {
  if (!tick) return nothing;
  const change = (event: Event): void =>
    send({ type: 'tickAccount', row: id, ticked: (event.currentTarget as HTMLInputElement).checked });
  return html`<input type="checkbox" aria-label=${tick.label} .checked=${tick.ticked} @change=${change} />`;
}
