import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { GuideView, PrerequisitesView, StepBody, StepView } from '../protocol';
import { button, sentence, settled } from './parts';
import { drawnPicture } from './pictures';
import { currentStep, type PageState } from './state';
import { widgetPart } from './widgets';

export function guidePage(page: PageState): TemplateResult {
  const { view } = page;
  const current = currentStep(view);
  return html`<header>
      <div class="heading">
        <h1>${view.title}</h1>
        <p class="login">${view.loginLabel} <span class="value">${view.login}</span></p>
      </div>
      ${
        view.notice === undefined
          ? nothing
          : html`<div class="note">
              <p>${view.notice.text}</p>
              ${view.notice.button ? button(view.notice.button, page) : nothing}
            </div>`
      }
    </header>
    <main>
      ${scenarioPart(view, page)} ${prerequisitesPart(view.prerequisites, page)}
      <div class="steps">
        <nav class="rail" aria-labelledby="steps">
          <div class="rail-title"><h2 id="steps" class="rail-heading">${view.stepsTitle}</h2><p class="progress">${view.progress}</p></div>
          <ol role="list">
            ${repeat(
              view.steps,
              ({ id }) => id,
              step => railStep(step, page),
            )}
          </ol>
        </nav>
        ${current?.body ? keyed(current.id, currentStepPart(current, current.body, page)) : nothing}
      </div>
    </main>`;
}

function scenarioPart({ scenario }: GuideView, page: PageState): TemplateResult {
  const choose = (event: Event): void =>
    page.send({ type: 'chooseScenario', scenario: (event.currentTarget as HTMLSelectElement).value });
  return html`<section class="scenario" aria-labelledby="scenario-label">
    <label id="scenario-label" for="scenario" class="visually-hidden">${scenario.label}</label>
    <select id="scenario" aria-describedby="scenario-text" @change=${choose}>
      ${scenario.options.map(
        ({ id, label }) =>
          html`<option value=${id} .selected=${settled(id === scenario.current, page)}>${label}</option>`,
      )}
    </select>
    ${button(scenario.startOver, page)}
    <p id="scenario-text" class="hint">${scenario.text}</p>
  </section>`;
}

function prerequisitesPart(
  { title, state, open, skip, warning, isBrief, items }: PrerequisitesView,
  page: PageState,
): TemplateResult {
  const tick = (item: string, event: Event): void =>
    page.send({ type: 'tick', item, ticked: (event.currentTarget as HTMLInputElement).checked });
  return html`<section aria-labelledby="prerequisites">
    <details class="prerequisites ${isBrief ? 'brief' : ''}" ?open=${open}>
      <summary><h2 id="prerequisites">${title}</h2>${state === undefined ? nothing : html` <span class="hint">${state}</span>`}</summary>
      <ul role="list">
        ${items.map(
          ({ id, text, ticked, isKnown, finding, button: action }) => html`<li>
            ${
              isKnown
                ? html`<p class="check"><span class="known" aria-hidden="true">✓</span> <span>${text}</span></p>`
                : html`<label class="check">
                    <input type="checkbox" .checked=${settled(ticked, page)} @change=${(event: Event) => tick(id, event)} />
                    <span>${text}</span>
                  </label>`
            }
            ${finding === undefined ? nothing : html`<p class="finding">${finding}</p>`}
            ${action ? html`<div class="buttons">${button(action, page)}</div>` : nothing}
          </li>`,
        )}
      </ul>
      ${warning === undefined ? nothing : html`<p class="warning">${warning}</p>`}
      ${skip ? html`<div class="buttons">${button(skip, page)}</div>` : nothing}
    </details>
  </section>`;
}

function railStep(step: StepView, page: PageState): TemplateResult {
  const { id, mark, shortTitle, state, stateName, body } = step;
  const open = (): void => page.act({ type: 'openStep', step: id });
  return html`<li class="step ${state}">
    <button
      type="button"
      id="step-${id}"
      class="step-title"
      title=${shortTitle}
      aria-current=${body ? 'step' : nothing}
      @click=${open}
    >
      <span class="mark">${mark}</span>
      <span class="step-text">${shortTitle}</span>
      <span class="state"><span class="visually-hidden">, ${stateName}</span></span>
    </button>
  </li>`;
}

function currentStepPart(step: StepView, body: StepBody, page: PageState): TemplateResult {
  const { id, mark, title, place, placeName } = step;
  const { heading, text, picture, limit, widget, buttons } = body;
  return html`<section id="body-${id}" class="current-step" aria-labelledby="title-${id}">
    <div class="current-title">
      <h2 id="title-${id}" class="step-heading" tabindex="-1"><span class="mark">${mark}</span> <span>${sentence(heading ?? title)}</span></h2>
      <span class="place ${place}">${placeName}</span>
    </div>
    <div class="text">
      ${text.map(each => html`<p>${sentence(each)}</p>`)}
      ${limit === undefined ? nothing : html`<p class="limit">${limit}</p>`}
    </div>
    ${widget ? widgetPart(widget, page) : nothing}
    <div class="buttons">
      ${repeat(
        buttons,
        ({ action }) => action,
        each => button(each, page),
      )}
    </div>
    ${
      picture
        ? html`<div class="picture" role="img" aria-label=${picture.alt}>${drawnPicture(picture, mark) ?? nothing}</div>`
        : nothing
    }
  </section>`;
}
