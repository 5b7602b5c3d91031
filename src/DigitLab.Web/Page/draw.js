import { DrawingBoard } from './drawing-board.js';
import { address, ask, bars, element, figureOf, find, isPublic, latest, share } from './lab.js';
import { rememberDrawing } from './last-drawing.js';

const board = new DrawingBoard(find('canvas')), showBars = bars(find('bars'));
let reading = null, read = null, chosen = 0, lifted = 0, withMap = false, camera = null;

const readBoard = latest(async () => {
  if (board.isBlank) {
    show(read = null);
    return;
  }
  const asked = lifted, file = board.toFile(), map = withMap || null;
  try {
    if (file !== read?.file || map !== read.map) {   // lifting the pen changes nothing
      const answer = await ask(address('/api/recognize', { map }), { method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file });
      find('message').textContent = '';
      read = { file, map };
      show(board.isBlank ? null : answer);
    }
    if (asked > 0 && asked === lifted) find('answer').dataset.waited = (performance.now() - asked).toFixed(1);
  } catch (error) {
    show(read = null);
    find('message').textContent = error.message;
  }
});

board.addEventListener('change', event => {
  if (event.detail.isDone) {
    lifted = performance.now();
    delete find('answer').dataset.waited;
  }
  find('hint').hidden = !board.isBlank;
  find('undo').disabled = find('clear').disabled = find('show-layers').disabled = board.isBlank;
  find('kept').textContent = '';
  readBoard();
  if (event.detail.isDone && !board.isBlank) rememberDrawing(board.toFile());
});

function show(answer) {
  if (answer?.text !== reading?.text) chosen = 0;
  reading = answer;
  const sign = answer?.signs[chosen] ?? answer?.signs[0] ?? null, isNumber = (answer?.signs.length ?? 0) > 1;
  const isSure = answer !== null && answer.text !== '';
  find('answer').classList.toggle('unsure', !isSure || (sign !== null && !sign.isDigit));
  find('digit').textContent = answer === null || answer.isBlank ? '?' : isSure ? answer.text : '–';
  find('digit').classList.toggle('long', isSure && answer.text.length > 4);
  find('answer').dataset.text = isSure ? answer.text : '';
  const sentence = sentenceOf(answer, sign, isNumber);
  if (find('sentence').textContent !== sentence) find('sentence').textContent = sentence;
  showBars(sign?.probabilities);
  find('seen').hidden = find('correction').hidden = sign === null;
  if (isPublic) find('correction').hidden = true;
  if (sign) {
    find('seen-picture').src = sign.seen;
    find('time').textContent = `Read in ${answer.elapsedMs.toFixed(1)} ms.`;
  }
  showSigns(answer, isNumber);
  showMap(sign);
}

function sentenceOf(answer, sign, isNumber) {
  if (answer === null || answer.isBlank) return 'Nothing is drawn yet.';
  if (isNumber) return `Read as ${answer.text.replaceAll('\n', ', ')}. The bars show digit ${chosen + 1} of ${answer.signs.length}, a ${sign.digit}, ${share(sign.confidence)} sure.`;
  return sign.isDigit ? `It is a ${sign.digit}, ${share(sign.confidence)} sure.` : `This is not a digit. If it had to be one, it would be a ${sign.digit}.`;
}

// A box's share of the picture, as a share of the board.
function place(target, box) {
  const frame = board.frame, percent = part => `${100 * part}%`;
  target.style.left = percent(frame.left + box.left * frame.width);
  target.style.top = percent(frame.top + box.top * frame.height);
  target.style.width = percent(box.width * frame.width);
  target.style.height = percent(box.height * frame.height);
}

function showSigns(answer, isNumber) {
  find('signs').replaceChildren(...(isNumber ? answer.signs : []).map((sign, i) => {
    const mark = element('button', { type: 'button', class: i === chosen ? 'sign chosen' : 'sign', 'aria-label': `Digit ${i + 1}: ${sign.digit}`, 'aria-pressed': String(i === chosen) },
      element('span', {}, String(sign.digit)));
    mark.addEventListener('click', () => { chosen = i; show(reading); });
    place(mark, sign.box);
    return mark;
  }));
}

function showMap(sign) {
  find('map').hidden = !(withMap && sign?.map);
  if (!find('map').hidden) {
    find('map').src = sign.map;
    place(find('map'), sign.mapBox);
  }
}

async function take(file) {
  stopCamera();
  show(null);
  find('sentence').textContent = 'Reading the picture…';
  try {
    await board.show(file);
  } catch {
    find('message').textContent = 'This browser cannot show that picture: try a JPEG or PNG.';
  }
}

find('undo').addEventListener('click', () => board.undo());
find('clear').addEventListener('click', () => { board.clear(); find('layers').replaceChildren(); });
find('thickness').addEventListener('input', event => { board.thickness = Number(event.target.value); });
find('show-map').addEventListener('click', event => {
  withMap = !withMap;
  event.currentTarget.setAttribute('aria-pressed', String(withMap));
  readBoard();
});

find('upload').addEventListener('click', () => find('file').click());
find('file').addEventListener('change', event => {
  if (event.target.files[0]) take(event.target.files[0]);
  event.target.value = '';
});
addEventListener('paste', event => {
  const file = [...event.clipboardData.files].find(each => each.type.startsWith('image/'));
  if (file) take(file);
});
const holder = find('board');
holder.addEventListener('dragover', event => { event.preventDefault(); holder.classList.add('dropping'); });
holder.addEventListener('dragleave', () => holder.classList.remove('dropping'));
holder.addEventListener('drop', event => {
  event.preventDefault();
  holder.classList.remove('dropping');
  if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
});

async function startCamera() {
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    find('video').srcObject = camera;
    find('video').hidden = find('shoot').hidden = false;
    find('camera').textContent = 'Close the camera';
    await find('video').play();
  } catch {
    stopCamera();
    find('message').textContent = 'There is no camera here, or it may not be used.';
  }
}

function stopCamera() {
  camera?.getTracks().forEach(track => track.stop());
  camera = null;
  find('video').hidden = find('shoot').hidden = true;
  find('camera').textContent = 'Camera';
}

find('camera').addEventListener('click', () => camera ? stopCamera() : startCamera());
find('shoot').addEventListener('click', () => {
  const video = find('video'), copy = document.createElement('canvas');
  [copy.width, copy.height] = [video.videoWidth, video.videoHeight];
  copy.getContext('2d').drawImage(video, 0, 0);
  copy.toBlob(take, 'image/png');
});

find('correct').append(...Array.from({ length: 10 }, (_, digit) =>
  element('button', { type: 'button', 'aria-label': `It is a ${digit}`, onclick: () => keep(digit) }, String(digit))));

async function keep(digit) {
  try {
    const file = board.toFile();
    const kept = await ask(address('/api/drawings', { label: digit }), { method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file });
    find('kept').replaceChildren(`Kept as a ${digit}: ${kept.count} drawing${kept.count === 1 ? '' : 's'} so far. `, element('a', { href: '/data#drawings' }, 'Look at them'));
  } catch (error) {
    find('kept').textContent = error.message;
  }
}

find('show-layers').addEventListener('click', async () => {
  try {
    const file = board.toFile();
    const layers = await ask('/api/layers', { method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file });
    find('layers').replaceChildren(...layers.map(layer => figureOf(layer.svg)));
  } catch (error) {
    find('message').textContent = error.message;
  }
});

showBars(null);
