import { address, ask, element, figureOf, fill, fillModels, find, isPublic, latest, share } from './lab.js';

// The colours of the ten digits, as all figures have them.
const colors = ['#016cc8', '#e87400', '#7d9e67', '#aa404f', '#d06fc6', '#7d22ff', '#86788a', '#ec0708', '#5592fd', '#91459e'];
const pageSize = 60;

fill(find('class'), [['', 'all'], ...Array.from({ length: 10 }, (_, digit) => [digit, digit])]);

const browse = latest(async () => {
  const order = find('order').value, from = Math.max(0, Number(find('from').value) || 0);
  find('found').textContent = order === 'Index' ? 'Looking…' : 'The model reads all digits, once…';
  try {
    const page = await ask(address('/api/digits', { set: find('set').value, class: find('class').value, order, from, count: pageSize, model: order === 'Index' ? null : find('model').value }));
    find('message').textContent = '';
    find('found').textContent = `${page.found.toLocaleString('en')} of ${page.count.toLocaleString('en')} digits of ${page.set}${page.isSynthetic ? ', made by this program: MNIST was not found' : ''}.`;
    find('before').disabled = from === 0;
    find('after').disabled = from + pageSize >= page.found;
    find('digits').replaceChildren(...page.digits.map(digit => tile(digit)));
  } catch (error) {
    find('found').textContent = '';
    find('message').textContent = error.message;
  }
});

function tile(digit) {
  const words = digit.read === null ? String(digit.label) : `${digit.label}, read ${digit.read} ${share(digit.confidence)}`;
  return element('li', {}, element('a', { href: address('/explain', { set: find('set').value, index: digit.index }), title: `${find('set').value} digit ${digit.index}` },
    element('img', { class: 'pixels', src: digit.picture, alt: `A ${digit.label}, index ${digit.index}`, width: 28, height: 28 }),
    element('span', { class: digit.read !== null && digit.read !== digit.label ? 'wrong' : null }, digit.read === null ? `${digit.label}` : words)));
}

for (const id of ['set', 'class', 'order', 'model']) find(id).addEventListener('change', () => { find('from').value = 0; browse(); });
find('from').addEventListener('change', browse);
find('browse').addEventListener('submit', event => event.preventDefault());
find('before').addEventListener('click', () => turn(-pageSize));
find('after').addEventListener('click', () => turn(pageSize));

function turn(by) {
  find('from').value = Math.max(0, Number(find('from').value) + by);
  browse();
}

async function showStatistics() {
  const statistics = await ask('/api/statistics');
  find('summary').textContent = statistics.summary;
  find('figures').replaceChildren(...statistics.figures.map(figure => figureOf(figure.svg)));
}

// The map

let points = [];

async function makeMap() {
  find('make-map').hidden = true;
  find('progress').hidden = false;
  try {
    for (;;) {
      const map = await ask('/api/map');
      find('progress').max = map.steps;
      find('progress').value = map.step;
      if (map.points.length > 0) {
        points = map.points;
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 400));
    }
    find('progress').hidden = true;
    find('plane').hidden = find('legend').hidden = false;
    find('legend').replaceChildren(...colors.map((color, digit) => {
      const dot = element('i');
      dot.style.background = color;
      return element('li', {}, dot, String(digit));
    }));
    drawMap();
  } catch (error) {
    find('progress').hidden = true;
    find('make-map').hidden = false;
    find('message').textContent = error.message;
  }
}

function drawMap() {
  const canvas = find('map'), side = Math.round(canvas.clientWidth * Math.min(devicePixelRatio, 2)), pen = canvas.getContext('2d');
  canvas.width = canvas.height = side;
  for (const point of points) {
    pen.fillStyle = colors[point.label];
    pen.globalAlpha = 0.8;
    pen.beginPath();
    pen.arc(margin(point.x) * side, margin(point.y) * side, side / 230, 0, 2 * Math.PI);
    pen.fill();
  }
}

const margin = part => 0.02 + 0.96 * part;

function nearest(event) {
  const box = find('map').getBoundingClientRect(), x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
  let best = null, least = 0.03 ** 2;
  for (const point of points) {
    const apart = (margin(point.x) - x) ** 2 + (margin(point.y) - y) ** 2;
    if (apart < least) [best, least] = [point, apart];
  }
  return best;
}

const pictures = new Map();
const peek = latest(async (point, x, y) => {
  find('peek').hidden = point === null;
  if (point === null) return;
  if (!pictures.has(point.index)) pictures.set(point.index, (await ask(`/api/digits/Test/${point.index}`)).picture);
  find('peek-picture').src = pictures.get(point.index);
  find('peek-text').textContent = `${point.label}, index ${point.index}`;
  find('peek').style.left = `${Math.min(x, find('plane').clientWidth - 120)}px`;
  find('peek').style.top = `${Math.min(y, find('plane').clientHeight - 130)}px`;
});

find('make-map').addEventListener('click', makeMap);
find('map').addEventListener('pointermove', event => peek(nearest(event), event.offsetX, event.offsetY));
find('map').addEventListener('pointerleave', () => peek(null));
find('map').addEventListener('click', event => {
  const point = nearest(event);
  if (point) location.href = address('/explain', { set: 'Test', index: point.index });
});
addEventListener('resize', () => { if (points.length > 0) drawMap(); });

// Drawings

async function showDrawings() {
  if (isPublic) {
    find('drawings').hidden = true;
    return;
  }
  const kept = await ask('/api/drawings');
  find('exports').hidden = kept.length === 0;
  if (kept.length === 0) find('drawings-about').textContent = 'None yet: where the Draw page reads you wrong, tell it the digit, and the drawing is kept here. It stays on this machine.';
  find('kept').replaceChildren(...kept.map(drawing => element('li', {}, element('button', { type: 'button', 'aria-label': `Forget this ${drawing.label}`, title: 'Forget it', onclick: () => forget(drawing.name) },
    drawing.picture ? element('img', { class: 'pixels', src: drawing.picture, alt: `A ${drawing.label}`, width: 28, height: 28 }) : null, `${drawing.label} ✕`))));
}

async function forget(name) {
  await ask(`/api/drawings/${encodeURIComponent(name)}`, { method: 'DELETE' });
  await showDrawings();
}

await fillModels(find('model'));
browse();
showStatistics();
showDrawings();
