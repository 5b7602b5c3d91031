// What all pages share: asking the lab, and showing what it answers.

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const share = part => percent.format(part);

export const find = id => document.getElementById(id);

/** Makes an element: element('p', { class: 'small' }, 'text', child…). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** Whether this lab is one for strangers, who keep and start nothing and may not ask too often. */
export const isPublic = document.body.dataset.public !== undefined;

document.querySelector('nav [aria-current]').scrollIntoView({ block: 'nearest', inline: 'nearest' });   // a narrow phone scrolls the pages' names

const mostTries = 5;

const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Asks the lab, again where too much was asked at once; throws an Error with its sentence when it refuses. */
export async function ask(path, options = {}, tries = 1) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The lab does not answer: is it still running?');
  }
  if (response.status === 429 && tries < mostTries) {
    await wait(1000 * Number(response.headers.get('Retry-After') ?? 1));
    return ask(path, options, tries + 1);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? `The lab answered ${response.status}.`);
  }
  return response.status === 204 ? null : response.json();
}

/** Asks with a JSON body. */
export const send = (path, body, method = 'POST') =>
  ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** A path with the values that are there. */
export function address(path, values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The content of a data: address, which may not be fetched here. */
export function blobOf(address) {
  const [head, content] = address.split(',', 2), bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(';')[0] });
}

/** A figure, drawn by the lab as SVG. */
export function figureOf(svg) {
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const holder = document.createElement('figure');
  holder.append(document.importNode(drawing, true));
  return holder;
}

/** Ten bars, one a digit, that keep their places. */
export function bars(list) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const fill = element('span', { class: 'fill' }), value = element('span', { class: 'value' }, '–');
    const row = element('li', {}, element('span', {}, String(digit)), element('span', { class: 'track' }, fill), value);
    list.append(row);
    return { row, fill, value };
  });
  return probabilities => rows.forEach(({ row, fill, value }, digit) => {
    const part = probabilities?.[digit];
    fill.style.width = part === undefined ? '0' : `${100 * part}%`;
    value.textContent = part === undefined ? '–' : share(part);
    row.classList.toggle('best', part !== undefined && part === Math.max(...probabilities));
  });
}

/** Runs work so that only its latest request counts: while one is under way, the next waits, and those between are passed over. */
export function latest(work) {
  let running = false, waiting = null;
  return async function run(...input) {
    if (running) {
      waiting = input;
      return;
    }
    running = true;
    try {
      await work(...input);
      if (isPublic) await wait(100);
    } finally {
      running = false;
      if (waiting) {
        const next = waiting;
        waiting = null;
        run(...next);
      }
    }
  };
}

/** Fills a choice with options: [value, text] or text. */
export function fill(select, options, chosen) {
  select.replaceChildren(...options.map(option => {
    const [value, text] = Array.isArray(option) ? option : [option, option];
    return element('option', { value, selected: String(value) === String(chosen) }, String(text));
  }));
}

/** The models' choice; gone where there is but one. */
export async function fillModels(select) {
  const names = await ask('/api/models');
  fill(select, names.map(name => [name, name === 'recognizer' ? 'the recognizer' : name]), select.value);
  select.closest('label').hidden = names.length < 2;
}
