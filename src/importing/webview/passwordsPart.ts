import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PasswordsView } from '../protocol';
import type { ImportPageState } from './pageState';
import { cell, head, noteCell, scroller, sourceCell, tickBox } from './tableParts';

/** A switch for each file with passwords, and the passwords of those that are on. */
export function passwordsPart({ files, found }: PasswordsView, { send }: ImportPageState): TemplateResult {
  const turn =
    (file: number) =>
    ({ currentTarget }: Event): void =>
      send({ type: 'readPasswords', file, isOn: (currentTarget as HTMLInputElement).checked });
  return html`<section class="passwords">
    ${repeat(
      files,
      ({ id }) => id,
      ({ id, label, isOn }) => html`<label class="switch">
        <input type="checkbox" .checked=${live(isOn)} @change=${turn(id)} /> ${label}
      </label>`,
    )}
    ${found ? html`<h2>${found.title}</h2>${scroller(found.title, table(found, send))}` : nothing}
  </section>`;
}

function table(
  { columns, rows }: NonNullable<PasswordsView['found']>,
  send: ImportPageState['send'],
): TemplateResult {
  return html`<table>
    ${head([columns.save, columns.account, columns.source, columns.note])}
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        row => html`<tr>
          <td>${tickBox(row.tick, ticked => send({ type: 'tickPassword', row: row.id, ticked }))}</td>
          ${cell(columns.account, row.account)}
          ${sourceCell(columns.source, row.source)}
          ${noteCell(columns.note, row.note)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
