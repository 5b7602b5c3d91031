import { address, ask, element, figureOf, fill, find, isPublic, latest, send, share } from './lab.js';
import { RunTable, validation, words } from './run-table.js';

const runs = new RunTable(find('runs'), 'Runs', name => {
  watch(name);
  find('run').scrollIntoView({ block: 'nearest' });
});
let networks = [], current = null, stream = null, seenEpochs = -1, seenSnapshots = -1;

function watch(name) {
  stream?.close();
  current = name;
  seenEpochs = seenSnapshots = -1;
  find('curves').replaceChildren();
  find('filters').replaceChildren();
  find('grown').replaceChildren();
  find('run').hidden = false;
  find('nothing').hidden = true;
  history.replaceState(null, '', `/train?run=${encodeURIComponent(name)}`);
  stream = new EventSource(`/api/runs/${encodeURIComponent(name)}/events`);
  stream.addEventListener('run', event => {
    const run = JSON.parse(event.data);
    show(run);
    if (run.state !== 'Running') {
      stream.close();
      runs.refresh();
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
  find('waiting').hidden = run.state !== 'Running' || run.epochs.length > 0;
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

find('growth').addEventListener('click', () => {
  const caption = `How the first filters of ${current} grew`, source = address(`/api/runs/${encodeURIComponent(current)}/growth.png`, { snapshots: seenSnapshots });   // another address where there are more to see
  find('grown').replaceChildren(element('figure', {}, element('figcaption', { class: 'caption' }, caption), element('img', { class: 'growth', src: source, alt: caption })));
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
    await runs.refresh();
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
await runs.refresh();
const wanted = new URLSearchParams(location.search).get('run');
if (wanted) watch(wanted);
