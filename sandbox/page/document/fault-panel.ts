import { html } from 'hono/html';
import { FAULTS } from '../actions/fault-switches.ts';
import type { PageWords } from '../words/words.ts';

/** The switches for platform faults, and the line that tells which are on. */
export function faultPanel({ faults }: PageWords) {
  const choices = (
    name: string,
    options: readonly string[],
    labels: Readonly<Record<string, string>>,
  ) =>
    html`<label class="field">${labels.name}<select name="${name}">${options.map(
      (option) => html`<option value="${option}">${labels[option]}</option>`,
    )}</select></label>`;
  return html`<details id="faults" class="menu"><summary>${faults.title}</summary>
<div class="sheet" role="group" aria-label="${faults.title}">
<p>${faults.hint}</p>
${Object.entries(FAULTS).map(([name, options]) => choices(name, options, labelsOf(faults.switches, name)))}
<button type="button" name="reset">${faults.reset}</button>
</div></details>`;
}

/** Stays in sight while anything is broken on purpose. */
export function faultBanner({ faults }: PageWords) {
  return html`<p id="fault-banner" role="status" hidden><strong>${faults.active}</strong><span></span><button type="button">${faults.reset}</button></p>`;
}

/** Every option of every fault has a word, or this does not compile. */
type Labels = {
  readonly [Name in keyof typeof FAULTS]: Readonly<
    Record<'name' | (typeof FAULTS)[Name][number], string>
  >;
};

function labelsOf(faults: Labels, name: string): Readonly<Record<string, string>> {
  const all: Readonly<Record<string, Readonly<Record<string, string>>>> = faults;
  return all[name] ?? {};
}
