import { address, ask, bars, element, figureOf, fill, fillModels, find, latest, share } from './lab.js';
import { lastDrawing } from './last-drawing.js';

const showBars = bars(find('bars')), query = new URLSearchParams(location.search);
let explained = null, shown = 0;   // the shown digit's index among all of its set

if (query.get('set')) find('set').value = query.get('set');

// The chosen digit: a place in the data, or the drawing that the Draw page left.
async function askAbout(path, values) {
  const model = find('model').value;
  if (find('set').value !== 'Drawn') return ask(address(path, { set: find('set').value, index: shown, model, ...values }));
  const drawing = lastDrawing();
  if (!drawing) throw new Error('Nothing was drawn yet: draw a digit on the Draw page first.');
  return ask(address(path, { model, ...values }), { method: 'POST', headers: { 'Content-Type': drawing.type || 'application/octet-stream' }, body: drawing });
}

const explain = latest(async () => {
  const chosen = Number(find('class').value);
  find('class-shown').textContent = chosen < 0 ? 'what is read' : String(chosen);
  find('index-field').hidden = find('digit-field').hidden = find('set').value === 'Drawn';
  try {
    if (find('set').value !== 'Drawn') await chooseDigit();
    const answer = await askAbout('/api/explain', { class: chosen < 0 ? null : chosen });
    find('message').textContent = '';
    explained = answer;
    find('read').textContent = `${answer.model} reads a ${answer.read}, ${share(answer.probabilities[answer.read])} sure.`;
    find('time').textContent = `Explained in ${answer.elapsedMs.toFixed(0)} ms.`;
    showBars(answer.probabilities);
    find('figures').replaceChildren(...answer.figures.map(figure => figureOf(figure.svg)));
    fill(find('layer'), answer.layers, find('layer').value || answer.layers[0]);
    fill(find('convolution'), answer.convolutions.map(each => each.name), find('convolution').value);
    await Promise.all([showLayer(), showTrace(), showFilters()]);
  } catch (error) {
    find('message').textContent = error.message;
  }
});

const showLayer = latest(async () => {
  try {
    const figures = await askAbout('/api/layers', { layer: find('layer').value, class: explained.explained });
    find('layers').replaceChildren(...figures.map(figure => figureOf(figure.svg)));
  } catch (error) {
    find('layers').replaceChildren(element('p', { class: 'message' }, error.message));
  }
});

const showFilters = latest(async () => {
  if (explained.convolutions.length === 0) {
    find('filters').replaceChildren(element('p', { class: 'muted' }, 'This network has no convolution.'));
    return;
  }
  const filters = await ask(address('/api/filters', { model: find('model').value, layer: find('filters-of').value }));
  fill(find('filters-of'), filters.layers, filters.layer);
  find('filters').replaceChildren(figureOf(filters.svg));
  const runs = await ask('/api/runs'), run = runs.find(each => each.name === find('model').value);
  if (run?.snapshots > 0) {
    find('filters').append(element('figure', {}, element('img', { class: 'growth', src: `/api/runs/${encodeURIComponent(run.name)}/growth.png`, alt: `How the first filters of ${run.name} grew` })));
  }
});

// One number traced

const showTrace = latest(async () => {
  const layer = explained.convolutions.find(each => each.name === find('convolution').value);
  if (!layer) {
    find('trace').replaceChildren(element('p', { class: 'muted' }, 'This network has no convolution that stands by itself.'));
    find('sum').textContent = '';
    return;
  }
  for (const [id, count, usual] of [['filter', layer.filters, 0], ['row', layer.rows, layer.rows >> 1], ['column', layer.columns, layer.columns >> 1]]) {
    find(id).max = count - 1;
    find(id).value = find(id).value === '' ? usual : Math.min(Math.max(0, Math.trunc(Number(find(id).value))), count - 1);
  }
  try {
    const answer = await askAbout('/api/trace', { layer: layer.name, row: find('row').value, column: find('column').value, filter: find('filter').value });
    drawTrace(layer, answer);
  } catch (error) {
    find('trace').replaceChildren(element('p', { class: 'message' }, error.message));
  }
});

function drawTrace(layer, answer) {
  const traced = answer.traced, first = traced.channels.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum))[0], many = traced.channels.length > 1;
  const output = picture(answer.output, 'The filter’s output', { left: traced.column / layer.columns, top: traced.row / layer.rows, width: 1 / layer.columns, height: 1 / layer.rows });
  output.addEventListener('click', event => {
    const box = output.querySelector('img').getBoundingClientRect();
    find('column').value = Math.floor((event.clientX - box.left) / box.width * layer.columns);
    find('row').value = Math.floor((event.clientY - box.top) / box.height * layer.rows);
    showTrace();
  });
  find('trace').replaceChildren(
    holder('What the filter makes of the digit', output),
    holder(many ? `Its input’s window, channel ${first.channel}` : 'The window of the digit', grid(first.inputs, null)),
    holder('times the weights', grid(first.weights, answer.reach)),
    holder('gives', grid(first.products, null)));
  const others = many ? `The products of channel ${first.channel}, which weighs most here, add up to ${signed(first.sum)}; those of all ${traced.channels.length} channels to ${signed(traced.channels.reduce((sum, each) => sum + each.sum, 0))}.` : `The products add up to ${signed(first.sum)}.`;
  find('sum').textContent = `${others} With the bias ${signed(traced.bias)} that is ${signed(answer.total)}; the network computed ${signed(traced.output)}.`;
}

const signed = value => value.toFixed(4).replace('-', '−');

const holder = (words, content) => element('figure', {}, element('figcaption', { class: 'small muted' }, words), content);

function picture(source, words, box) {
  const frame = element('div', { class: 'window' });
  for (const [key, part] of Object.entries(box)) frame.style[key] = `${100 * part}%`;
  return element('div', { class: 'touch' }, element('img', { class: 'pixels', src: source, alt: words }), frame);
}

// Numbers in cells, the stronger the more colour: red above 0, blue below, as everywhere.
function grid(map, reach) {
  const end = reach ?? Math.max(...map.values.map(Math.abs), 1e-9), body = element('tbody');
  for (let y = 0; y < map.height; y++) {
    body.append(element('tr', {}, ...map.values.slice(y * map.width, (y + 1) * map.width).map(value => {
      const cell = element('td', {}, Math.abs(value) < 0.005 ? '0' : value.toFixed(2).replace('-', '−')), strength = Math.round(60 * Math.min(1, Math.abs(value) / end));
      cell.style.background = `color-mix(in srgb, ${value < 0 ? '#1f77c8' : '#d63a2a'} ${strength}%, var(--card))`;
      return cell;
    })));
  }
  return element('div', { class: 'scroll sum', tabindex: 0, role: 'group', 'aria-label': 'Numbers' }, element('table', {}, body));
}

const digitsFrom = from => ask(address('/api/digits', { set: find('set').value, class: find('digit').value < 0 ? null : find('digit').value, from, count: 1 }));

// The sliders count the digits of one class, or all; the index is that among all.
async function chooseDigit() {
  const place = Number(find('index').value);
  shown = find('digit').value < 0 ? place : (await digitsFrom(place)).digits[0].index;
  find('index-shown').textContent = shown;
}

async function chooseSet() {
  find('digit-shown').textContent = find('digit').value < 0 ? 'any' : find('digit').value;
  try {
    if (find('set').value !== 'Drawn') {
      find('index').max = Math.max(0, (await digitsFrom(0)).found - 1);
      if (query.has('index')) {
        find('index').value = query.get('index');
        query.delete('index');
      }
    }
    explain();
  } catch (error) {
    find('message').textContent = error.message;
  }
}

await fillModels(find('model'));
if (query.get('model')) find('model').value = query.get('model');
find('model').addEventListener('change', () => { find('layer').replaceChildren(); find('filters-of').replaceChildren(); explain(); });
find('set').addEventListener('change', chooseSet);
find('digit').addEventListener('input', chooseSet);
find('index').addEventListener('input', explain);
find('class').addEventListener('input', explain);
find('layer').addEventListener('change', showLayer);
find('filters-of').addEventListener('change', showFilters);
for (const id of ['convolution', 'filter', 'row', 'column']) find(id).addEventListener('change', showTrace);
chooseSet();
