import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AccountRowView, AccountsView } from '../protocol';
import type { ImportPageState } from './pageState';
import { cell, doneTable, scroller, tickBox } from './tableParts';

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
  const [login, ...others] = cells;
  return html`<table class="accounts">
    <thead>
      <tr>
        ${[columns.add, login, columns.state, ...others, columns.source].map(name => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        row => html`<tr class=${row.kind}>
          <td>${tickBox(row.tick, ticked => page.send({ type: 'tickAccount', row: row.id, ticked }))}</td>
          ${cell(login, row.cells[0])}
          <td data-column=${columns.state} class="state"><span class=${row.kind === 'wrong' ? 'warns' : ''}><span class="mark" aria-hidden="true">${MARKS[row.kind]}</span> ${row.state}</span></td>
          ${others.map((name, index) => cell(name, row.cells[index + 1]))}
          <td data-column=${columns.source} class="source">${row.source}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
