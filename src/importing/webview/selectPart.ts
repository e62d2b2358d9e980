import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { SelectView } from '../protocol';

/** A choice. The arrow is drawn beside the text, not over it. */
export function selectPart(
  { label, current, options }: SelectView,
  isDisabled: boolean,
  choose: (value: string) => void,
): TemplateResult {
  const change = (event: Event): void => choose((event.currentTarget as HTMLSelectElement).value);
  return html`<span class="select"><select aria-label=${label} ?disabled=${isDisabled} @change=${change}>
    ${options.map(option => html`<option value=${option.value} .selected=${live(option.value === current)}>${option.label}</option>`)}
  </select></span>`;
}
