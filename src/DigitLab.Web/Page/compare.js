import { DrawingBoard } from './drawing-board.js';
import { address, ask, bars, element, figureOf, fill, fillModels, find, latest, share } from './lab.js';
import { RunTable } from './run-table.js';

const board = new DrawingBoard(find('canvas')), sides = ['first', 'second'];
const showBars = Object.fromEntries(sides.map(side => [side, bars(find(`${side}-bars`))]));

const read = latest(async () => {
  try {
    const file = board.isBlank ? null : board.toFile();
    const answers = await Promise.all(sides.map(side => file === null ? null : ask(address('/api/recognize', { model: find(side).value }), { method: 'POST', headers: { 'Content-Type': file.type }, body: file })));
    find('message').textContent = '';
    sides.forEach((side, i) => show(side, answers[i]));
  } catch (error) {
    find('message').textContent = error.message;
  }
});

function show(side, answer) {
  const sign = answer?.signs.length === 1 ? answer.signs[0] : null;
  find(`${side}-digit`).textContent = answer?.text || (sign ? '–' : '?');
  find(`${side}-words`).textContent = sign === null ? '' : sign.isDigit ? `${share(sign.confidence)} sure` : `not a digit; if one, a ${sign.digit}`;
  showBars[side](sign?.probabilities);
}

board.addEventListener('change', () => {
  find('hint').hidden = !board.isBlank;
  find('clear').disabled = board.isBlank;
  read();
});
find('clear').addEventListener('click', () => board.clear());
for (const side of sides) find(side).addEventListener('change', read);

find('test').addEventListener('click', async () => {
  find('test').disabled = true;
  tell(element('p', { class: 'muted' }, 'Both read all test digits…'));
  try {
    const answer = await ask(address('/api/compare', { first: find('first').value, second: find('second').value }));
    tell(element('p', {}, `${answer.first}.`), element('p', {}, `${answer.second}.`), element('p', {}, element('b', {}, answer.verdict)));
    find('misses').replaceChildren(tiles('Only the first errs', answer.onlyFirstErrs), tiles('Only the second errs', answer.onlySecondErrs));
  } catch (error) {
    tell(element('p', { class: 'message' }, error.message));
  }
  find('test').disabled = false;
});

const tell = (...sentences) => find('verdict').replaceChildren(...sentences);

const tiles = (title, digits) => element('div', { class: 'stack' }, element('h3', {}, title), element('ul', { class: 'tiles' }, ...digits.map(digit =>
  element('li', {}, element('a', { href: address('/explain', { set: 'Test', index: digit.index }) },
    element('img', { class: 'pixels', src: digit.picture, alt: `A ${digit.label}`, width: 28, height: 28 }), `${digit.label}, read ${digit.read}`)))));

async function showExperiment() {
  const answer = await ask(`/api/experiments/${encodeURIComponent(find('experiment').value)}`);
  find('result').textContent = `${answer.description} ${answer.result}`;
  const row = (cells, kind) => element('tr', {}, ...cells.map((cell, i) => element(kind, { class: i >= answer.firstNumber ? 'number' : null }, cell)));
  find('table').replaceChildren(element('thead', {}, row(answer.headings, 'th')), element('tbody', {}, ...answer.rows.map(cells => row(cells, 'td'))));
  find('figures').replaceChildren(...answer.figures.map(figure => figureOf(figure.svg)));
  find('notes').replaceChildren(...answer.notes.map(note => element('p', {}, note)));
}

await fillModels(find('first'));
await fillModels(find('second'));
find('lonely').hidden = find('second').options.length > 1;
if (find('second').options.length > 1) find('second').selectedIndex = 1;
new RunTable(find('runs'), 'Runs side by side', name => { location.href = address('/train', { run: name }); }).refresh();
const experiments = await ask('/api/experiments');
find('experiment').closest('label').hidden = experiments.length === 0;
if (experiments.length > 0) {
  fill(find('experiment'), experiments);
  find('experiment').addEventListener('change', showExperiment);
  showExperiment();
}
