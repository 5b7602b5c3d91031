// The runs as a table to choose from, and the chosen ones side by side: their settings, and their curves on the same axes.
import { ask, element, figureOf, share } from './lab.js';

const most = 8;

export const words = { Running: 'training', Finished: 'finished', Unfinished: 'stopped', Failed: 'failed' };

/** The best accuracy on validation digits so far; null before the first epoch is over. */
export function validation(run) {
  const scores = run.epochs.map(epoch => epoch.validationAccuracy).filter(score => score !== null);
  return scores.length > 0 ? Math.max(...scores) : null;
}

export class RunTable {
  #open;
  #compare = element('button', { type: 'button', id: 'compare', disabled: true, onclick: () => this.#show() }, 'Compare the chosen');
  #rows = element('tbody', { id: 'rows' });
  #table = element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Runs' }, element('table', {}, element('thead', {}, element('tr', {},
    element('th', {}, element('span', { class: 'only-heard' }, 'Chosen')), ...['Run', 'Network', 'State'].map(heading => element('th', {}, heading)),
    ...['Epochs', 'Validation'].map(heading => element('th', { class: 'number' }, heading)), element('th', {}, 'Test'))), this.#rows));
  #none = element('p', { class: 'muted' }, 'No run yet.');
  #settings = element('div', { class: 'scroll' });
  #figures = element('div', { class: 'figures', id: 'compared' });
  #message = element('p', { class: 'message', role: 'alert' });

  /** Fills a section; open is called with the name of a run that somebody wants to see. */
  constructor(section, title, open) {
    this.#open = open;
    const heading = element('h2', { id: `${section.id}-title` }, title);
    section.setAttribute('aria-labelledby', heading.id);
    section.replaceChildren(element('div', { class: 'row spread' }, heading, this.#compare), this.#table, this.#none, this.#message, this.#settings, this.#figures);
  }

  /** Asks for the runs anew; the choice stays. */
  async refresh() {
    const runs = await ask('/api/runs'), chosen = new Set(this.#chosen().map(box => box.value));
    this.#none.hidden = runs.length > 0;
    this.#table.hidden = this.#compare.hidden = runs.length === 0;
    this.#rows.replaceChildren(...runs.map(run => this.#row(run, chosen.has(run.name))));
    this.#update();
  }

  #row(run, isChosen) {
    const best = validation(run);
    return element('tr', {},
      element('td', {}, element('input', { type: 'checkbox', value: run.name, checked: isChosen, 'aria-label': `Compare ${run.name}`, onchange: () => this.#update(), disabled: run.epochs.length === 0 })),
      element('td', {}, element('button', { type: 'button', class: 'link', onclick: () => this.#open(run.name) }, run.name)),
      element('td', {}, run.model),
      element('td', {}, element('span', { class: 'state' }, words[run.state])),
      element('td', { class: 'number' }, `${run.epochs.length} of ${run.maxEpochs}`),
      element('td', { class: 'number' }, best === null ? '–' : share(best)),
      element('td', {}, run.test ?? '–'));
  }

  #chosen() { return [...this.#rows.querySelectorAll('input:checked')]; }

  #update() {
    const count = this.#chosen().length;
    this.#compare.disabled = count < 2 || count > most;
    this.#compare.title = `Choose two to ${most} runs`;
  }

  async #show() {
    const names = this.#chosen().map(box => box.value);
    try {
      const [runs, figures] = await Promise.all([Promise.all(names.map(name => ask(`/api/runs/${encodeURIComponent(name)}`))), ask(`/api/curves?${new URLSearchParams(names.map(name => ['run', name]))}`)]);
      this.#message.textContent = '';
      this.#settings.replaceChildren(sideBySide(runs));
      this.#figures.replaceChildren(...figures.map(figure => figureOf(figure.svg)));
    } catch (error) {
      this.#message.textContent = error.message;
    }
  }
}

function sideBySide(runs) {
  const row = (heading, tell) => element('tr', {}, element('th', { scope: 'row' }, heading), ...runs.map(run => element('td', {}, tell(run) ?? '–')));
  return element('table', { id: 'side-by-side' },
    element('thead', {}, element('tr', {}, element('th', {}, element('span', { class: 'only-heard' }, 'What')), ...runs.map(run => element('th', { scope: 'col' }, run.name)))),
    element('tbody', {},
      row('network', run => run.model),
      row('settings', run => run.settings),
      row('epochs', run => `${run.epochs.length} of ${run.maxEpochs}`),
      row('validation', run => validation(run) === null ? null : share(validation(run))),
      row('digits a second', run => run.epochs.length === 0 ? null : Math.round(run.epochs.at(-1).digitsPerSecond).toLocaleString('en')),
      row('test', run => run.test)));
}
