import { address, ask, element, figureOf, fill, find, isPublic, latest, send, share } from './lab.js';

const words = { Running: 'training', Finished: 'finished', Unfinished: 'stopped', Failed: 'failed' };
let networks = [], current = null, stream = null, seenEpochs = -1, seenSnapshots = -1;

const validation = run => {
  const scores = run.epochs.map(epoch => epoch.validationAccuracy).filter(score => score !== null);
  return scores.length > 0 ? Math.max(...scores) : null;
};

function watch(name) {
  stream?.close();
  current = name;
  seenEpochs = seenSnapshots = -1;
  find('curves').replaceChildren();
  find('filters').replaceChildren();
  find('run').hidden = false;
  find('nothing').hidden = true;
  history.replaceState(null, '', `/train?run=${encodeURIComponent(name)}`);
  stream = new EventSource(`/api/runs/${encodeURIComponent(name)}/events`);
  stream.addEventListener('run', event => {
    const run = JSON.parse(event.data);
    show(run);
    if (run.state !== 'Running') {
      stream.close();
      list();
    }
  });
  stream.addEventListener('error', () => stream.close());
}

function show(run) {
  const last = run.epochs.at(-1), best = validation(run);
  find('name').textContent = run.name;
  find('state').textContent = words[run.state];
  find('settings').textContent = run.settings;
  find('progress').max = run.maxEpochs;
  find('progress').value = run.epochs.length;
  find('epoch').textContent = `${run.epochs.length} of ${run.maxEpochs}`;
  find('accuracy').textContent = best === null ? '–' : share(best);
  find('speed').textContent = last ? Math.round(last.digitsPerSecond).toLocaleString('en') : '–';
  find('test').textContent = run.error ?? (run.test ? `Test ${run.test}` : '');
  find('test').classList.toggle('message', run.error !== null);
  find('stop').hidden = isPublic || run.state !== 'Running';
  find('stop').disabled = false;
  find('resume').hidden = isPublic || (run.state !== 'Unfinished' && run.state !== 'Failed');
  find('use').hidden = run.epochs.length === 0;
  find('use').href = address('/explain', { model: run.name });
  find('growth').hidden = run.snapshots === 0;
  find('growth').href = `/api/runs/${encodeURIComponent(run.name)}/growth.png`;
  find('elsewhere').hidden = run.resume === null || run.state === 'Running';
  find('command').textContent = run.resume ?? '';
  if (run.epochs.length > 0 && run.epochs.length !== seenEpochs) {
    seenEpochs = run.epochs.length;
    drawCurves(run.name);
  }
  if (run.snapshots > 0 && run.snapshots !== seenSnapshots) {
    seenSnapshots = run.snapshots;
    drawFilters(run.name);
  }
}

const drawCurves = latest(async name => {
  const figures = await ask(address('/api/curves', { run: name }));
  if (name === current) find('curves').replaceChildren(...figures.map(figure => figureOf(figure.svg)));
});

const drawFilters = latest(async name => {
  const filters = await ask(`/api/runs/${encodeURIComponent(name)}/filters`);
  if (name === current && filters.svg) find('filters').replaceChildren(figureOf(filters.svg));
});

async function list() {
  const runs = await ask('/api/runs'), chosen = new Set(picked());
  find('none').hidden = runs.length > 0;
  find('runs').hidden = runs.length === 0;
  find('rows').replaceChildren(...runs.toReversed().map(run => {
    const best = validation(run);
    return element('tr', {},
      element('td', {}, element('input', { type: 'checkbox', value: run.name, checked: chosen.has(run.name), 'aria-label': `Compare ${run.name}`, onchange: update, disabled: run.epochs.length === 0 })),
      element('td', {}, element('button', { type: 'button', onclick: () => watch(run.name) }, run.name)),
      element('td', {}, run.model),
      element('td', {}, element('span', { class: 'state' }, words[run.state])),
      element('td', { class: 'number' }, `${run.epochs.length} of ${run.maxEpochs}`),
      element('td', { class: 'number' }, best === null ? '–' : share(best)),
      element('td', {}, run.test ?? '–'));
  }));
  update();
}

const picked = () => [...document.querySelectorAll('#rows input:checked')].map(box => box.value);

function update() {
  find('compare').disabled = picked().length < 2 || picked().length > 8;
}

find('compare').addEventListener('click', async () => {
  const path = new URLSearchParams(picked().map(name => ['run', name]));
  const figures = await ask(`/api/curves?${path}`);
  find('compared').replaceChildren(...figures.map(figure => figureOf(figure.svg)));
});

function choose() {
  const network = networks.find(each => each.name === find('network').value), recipe = network.recipes.find(each => each.kind === find('recipe').value);
  find('about').textContent = `${network.title}: ${network.parameters.toLocaleString('en')} parameters.`;
  find('recipe-about').textContent = recipe.augmentation === 'none' ? 'Digits as they are.' : `Digits changed anew each time: ${recipe.augmentation}.`;
  find('epochs').value = recipe.epochs;
}

find('network').addEventListener('change', choose);
find('recipe').addEventListener('change', choose);

find('form').addEventListener('submit', async event => {
  event.preventDefault();
  find('start').disabled = true;
  find('message').textContent = '';
  try {
    const started = await send('/api/runs', {
      model: find('network').value, recipe: find('recipe').value, epochs: Number(find('epochs').value), digits: Number(find('count').value) || null,
      augment: find('augment').value || null, seed: Number(find('seed').value),
    });
    watch(started.name);
    await list();
  } catch (error) {
    find('message').textContent = error.message;
  }
  find('start').disabled = false;
});

find('stop').addEventListener('click', async () => {
  find('stop').disabled = true;
  try {
    await ask(`/api/runs/${encodeURIComponent(current)}/stop`, { method: 'POST' });
  } catch (error) {
    find('message').textContent = error.message;
  }
  watch(current);
});

find('resume').addEventListener('click', async () => {
  try {
    await ask(`/api/runs/${encodeURIComponent(current)}/resume`, { method: 'POST' });
    watch(current);
  } catch (error) {
    find('message').textContent = error.message;
  }
});

if (isPublic) {
  find('starter').replaceChildren(element('p', { class: 'muted' }, 'A public lab starts no training: run digitlab serve on your own machine. Its runs can be looked at here.'));
} else {
  networks = await ask('/api/networks');
  fill(find('network'), networks.map(network => network.name), 'lenet5');
  choose();
}
await list();
const wanted = new URLSearchParams(location.search).get('run');
if (wanted) watch(wanted);
