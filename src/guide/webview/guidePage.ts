import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { GuideView, PrerequisitesView, StepBody, StepView } from '../protocol';
import { button, sentence } from './parts';
import { pictureNamed } from './pictures';
import type { PageState } from './state';
import { widgetPart } from './widgets';

/** The whole page. */
export function guidePage(page: PageState): TemplateResult {
  const { view } = page;
  return html`<header>
      <h1>${view.title}</h1>
      <p class="login">${view.loginLabel} <span class="value">${view.login}</span></p>
      ${
        view.notice === undefined
          ? nothing
          : html`<div class="note">
              <p>${view.notice.text}</p>
              ${view.notice.button ? html`<div class="buttons">${button(view.notice.button, page)}</div>` : nothing}
            </div>`
      }
    </header>
    <main>
      ${scenarioPart(view, page)} ${prerequisitesPart(view.prerequisites, page)}
      <section aria-labelledby="steps">
        <div class="steps-title"><h2 id="steps">${view.stepsTitle}</h2><p class="progress">${view.progress}</p></div>
        <ol class="steps" role="list">
          ${repeat(
            view.steps,
            ({ id }) => id,
            step => stepPart(step, page),
          )}
        </ol>
      </section>
    </main>`;
}

function scenarioPart({ scenario }: GuideView, page: PageState): TemplateResult {
  const choose = (event: Event): void =>
    page.send({ type: 'chooseScenario', scenario: (event.currentTarget as HTMLSelectElement).value });
  return html`<section class="scenario" aria-labelledby="scenario-label">
    <label id="scenario-label" for="scenario">${scenario.label}</label>
    <div class="scenario-row">
      <select id="scenario" aria-describedby="scenario-text" @change=${choose}>
        ${scenario.options.map(
          ({ id, label }) => html`<option value=${id} .selected=${id === scenario.current}>${label}</option>`,
        )}
      </select>
      ${button(scenario.startOver, page)}
    </div>
    <p id="scenario-text" class="hint">${scenario.text}</p>
  </section>`;
}

function prerequisitesPart({ title, warning, items }: PrerequisitesView, page: PageState): TemplateResult {
  const tick = (item: string, event: Event): void =>
    page.send({ type: 'tick', item, ticked: (event.currentTarget as HTMLInputElement).checked });
  // Whether it is open is the person's choice; the first view says only how it is at first.
  return html`<section aria-labelledby="prerequisites">
    <details class="prerequisites" ?open=${page.arePrerequisitesOpen}>
      <summary><h2 id="prerequisites">${title}</h2></summary>
      <ul role="list">
        ${items.map(
          ({ id, text, ticked, isKnown, finding, button: action }) => html`<li>
            ${
              isKnown
                ? html`<p class="check"><span class="known" aria-hidden="true">✓</span> <span>${text}</span></p>`
                : html`<label class="check">
                    <input type="checkbox" .checked=${ticked} @change=${(event: Event) => tick(id, event)} />
                    <span>${text}</span>
                  </label>`
            }
            ${finding === undefined ? nothing : html`<p class="finding">${finding}</p>`}
            ${action ? html`<div class="buttons">${button(action, page)}</div>` : nothing}
          </li>`,
        )}
      </ul>
      <p class="warning">${warning}</p>
    </details>
  </section>`;
}

function stepPart(step: StepView, page: PageState): TemplateResult {
  const { id, mark, title, place, placeName, state, stateName, body } = step;
  const open = (): void => page.act({ type: 'openStep', step: id });
  return html`<li class="step ${state} ${body ? 'open' : ''}">
    <h3>
      <button
        type="button"
        id="step-${id}"
        class="step-title"
        aria-expanded=${body ? 'true' : 'false'}
        aria-controls=${body ? `body-${id}` : nothing}
        aria-current=${body ? 'step' : nothing}
        @click=${open}
      >
        <span class="mark">${mark}</span>
        <span class="step-text">${sentence(title)}</span>
        <span class="place ${place}">${placeName}</span>
        <span class="state"><span class="visually-hidden">, ${stateName}</span></span>
      </button>
    </h3>
    ${body ? bodyPart(id, body, page) : nothing}
  </li>`;
}

function bodyPart(id: string, body: StepBody, page: PageState): TemplateResult {
  const { text, picture, limit, widget, buttons } = body;
  // Buttons come above the picture in steps that are done here, and below it in steps that are done in Xero.
  const actions = html`<div class="buttons">${buttons.map(each => button(each, page))}</div>`;
  return html`<div id="body-${id}" class="body">
    <div class="text">
      ${text.map(each => html`<p>${sentence(each)}</p>`)}
      ${limit === undefined ? nothing : html`<p class="limit">${limit}</p>`}
    </div>
    ${widget ? [widgetPart(widget, page), actions] : nothing} ${
      picture
        ? html`<div class="picture" role="img" aria-label=${picture.alt}>${pictureNamed(picture.name) ?? nothing}</div>`
        : nothing
    }
    ${widget ? nothing : actions}
  </div>`;
}
