import { address, ask, element, fill, find, latest, send } from './lab.js';

// Name, words, least, most, step, beginning, unit.
const kinds = [
  ['rotationDegrees', 'Rotation', -90, 90, 1, 0, '°'],
  ['shiftX', 'Shift to the right', -28, 28, 0.5, 0, ' px'],
  ['shiftY', 'Shift downwards', -28, 28, 0.5, 0, ' px'],
  ['shearDegrees', 'Shear', -30, 30, 1, 0, '°'],
  ['zoomX', 'Width', 0.5, 1.5, 0.01, 1, ' ×'],
  ['zoomY', 'Height', 0.5, 1.5, 0.01, 1, ' ×'],
  ['elasticAlpha', 'Elastic: strength α', 0, 60, 1, 0, ' px'],
  ['elasticSigma', 'Elastic: smoothness σ', 2, 10, 0.25, 4, ' px'],
  ['thickness', 'Thickness', -2, 2, 0.1, 0, ' px'],
  ['blur', 'Blur', 0, 3, 0.1, 0, ' px'],
  ['noise', 'Noise', 0, 1, 0.02, 0, ''],
  ['erased', 'Erased square', 0, 20, 1, 0, ' px'],
  ['seed', 'Draw of field and noise', 1, 50, 1, 1, ''],
];
let places = [0], recipe = '';

fill(find('class'), Array.from({ length: 10 }, (_, digit) => [digit, digit]), 7);
const sliders = kinds.map(([name, words, min, max, step, value, unit]) => {
  const shown = element('span', { class: 'shown' }), slider = element('input', { type: 'range', id: name, min, max, step, value });
  const tell = () => { shown.textContent = `${slider.value}${unit}`; };
  slider.addEventListener('input', () => { tell(); change(); });
  find('sliders').append(element('label', { class: 'field' }, element('span', {}, words, shown), slider));
  tell();
  return { name, slider, value, tell };
});

const index = () => places[Math.min(Number(find('place').value), places.length - 1)];

const change = latest(async () => {
  const values = Object.fromEntries(sliders.map(({ name, slider }) => [name, Number(slider.value)]));
  try {
    const answer = await send('/api/augment', { index: index(), set: 'Training', ...values });
    find('message').textContent = '';
    find('before').src = answer.before;
    find('after').src = answer.after;
    find('read-before').textContent = answer.readBefore;
    find('read-after').textContent = answer.readAfter;
    recipe = answer.recipe;
    find('take').disabled = recipe === 'none';
  } catch (error) {
    find('message').textContent = error.message;
  }
});

let seed = 1;
const draw = latest(async () => {
  try {
    const answer = await send('/api/augment/draws', { index: index(), set: 'Training', recipe: find('recipe').value, seed, count: 36 });
    find('message').textContent = '';
    find('draws').replaceChildren(...answer.pictures.map((picture, i) => element('li', {}, element('img', { class: 'pixels', src: picture, alt: `Draw ${i + 1}`, width: 28, height: 28 }))));
    find('flags').textContent = answer.flags;
    find('json').textContent = JSON.stringify({ augmentation: answer.json }, null, 2);
  } catch (error) {
    find('message').textContent = error.message;
  }
});

async function choose() {
  const page = await ask(address('/api/digits', { set: 'Training', class: find('class').value, count: 60 }));
  places = page.digits.map(digit => digit.index);
  find('place').max = Math.max(0, places.length - 1);
  show();
}

function show() {
  find('which').textContent = `index ${index()}`;
  change();
  draw();
}

find('class').addEventListener('change', choose);
find('place').addEventListener('input', show);
find('recipe').addEventListener('change', draw);
find('again').addEventListener('click', () => { seed++; draw(); });
find('take').addEventListener('click', () => { find('recipe').value = recipe; draw(); });
find('reset').addEventListener('click', () => {
  for (const { slider, value, tell } of sliders) {
    slider.value = value;
    tell();
  }
  change();
});
for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    button.textContent = await copy(find(button.dataset.copy)) ? 'Copied' : 'Chosen: press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}

// A page that came over plain HTTP from another machine has no clipboard: then the text is chosen, for the visitor to copy.
async function copy(holder) {
  getSelection().selectAllChildren(holder);
  try {
    await navigator.clipboard.writeText(holder.textContent);
    return true;
  } catch {
    return false;
  }
}

choose();
