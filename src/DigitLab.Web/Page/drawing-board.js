// A board to draw on: strokes smoothed through the middles between points, as pens draw them.

import { blobOf } from './lab.js';

const height = 400;   // of the board in its own units; the width follows the board's shape
const sentHeight = 200;

export class DrawingBoard extends EventTarget {
  #canvas;
  #strokes = [];
  #current = null;
  #picture = null;
  #cursor = null;
  #file = null;

  constructor(canvas) {
    super();
    this.#canvas = canvas;
    this.thickness = 24;
    new ResizeObserver(() => this.#fit()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    canvas.addEventListener('pointerdown', event => this.#down(event));
    canvas.addEventListener('pointermove', event => this.#move(event));
    canvas.addEventListener('pointerup', event => this.#up(event));
    canvas.addEventListener('pointercancel', event => this.#up(event));
    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('blur', () => this.#lift());
    this.#fit();
  }

  get isBlank() { return this.#strokes.length === 0 && !this.#picture; }

  /** Where the picture lies on the board, as shares of the board. */
  get frame() {
    if (!this.#picture) return { left: 0, top: 0, width: 1, height: 1 };
    const { width: w, height: h } = this.#picture.bitmap, board = this.#width / height, scale = Math.min(board / w, 1 / h);
    return { left: (board - w * scale) / 2 / board, top: (1 - h * scale) / 2, width: w * scale / board, height: h * scale };
  }

  undo() {
    if (this.#picture) this.#picture = null;
    else this.#strokes.pop();
    this.#current = null;
    this.#changed(true);
  }

  clear() {
    this.#strokes = [];
    this.#picture = this.#current = this.#cursor = null;
    this.#changed(true);
  }

  /** Shows a picture file in place of strokes. */
  async show(file) {
    const bitmap = await createImageBitmap(file);
    this.#strokes = [];
    this.#current = null;
    this.#picture = { file, bitmap };
    this.#changed(true);
  }

  /** What is on the board, as a picture file: dark ink on white paper. The same file until something changes. */
  toFile() {
    return this.#file ??= this.#picture?.file ?? this.#encode();
  }

  // At once, by way of an address: toBlob waits until the browser has nothing better to do.
  #encode() {
    const copy = document.createElement('canvas'), scale = sentHeight / height;
    copy.width = Math.round(this.#width * scale);
    copy.height = sentHeight;
    const pen = copy.getContext('2d', { willReadFrequently: true });
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.scale(scale, scale);
    this.#drawStrokes(pen, '#000');
    return blobOf(copy.toDataURL('image/png'));
  }

  get #width() { return height * this.#canvas.clientWidth / Math.max(1, this.#canvas.clientHeight); }

  #fit() {
    const ratio = Math.min(devicePixelRatio, 2);
    this.#canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * ratio));
    this.#canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * ratio));
    this.#file = null;
    this.#draw();
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect(), scale = height / box.height;
    const pressure = event.pointerType === 'pen' && event.pressure > 0 ? 0.6 + 0.8 * event.pressure : 1;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, width: this.thickness * pressure };
  }

  #down(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#begin(this.#place(event));
  }

  #begin(point) {
    this.#picture = null;
    this.#current = [point];
    this.#strokes.push(this.#current);
    this.#changed(false);
  }

  #move(event) {
    if (!this.#current || !this.#canvas.hasPointerCapture(event.pointerId)) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) this.#add(this.#place(each));
    this.#changed(false);
  }

  // Points closer than a hand can mean are taken together: the line becomes quiet.
  #add(point) {
    const last = this.#current.at(-1);
    if (Math.hypot(point.x - last.x, point.y - last.y) >= 2) this.#current.push(point);
  }

  #up(event) {
    if (!this.#current || !this.#canvas.hasPointerCapture(event.pointerId)) return;
    this.#canvas.releasePointerCapture(event.pointerId);
    this.#lift();
  }

  #lift() {
    if (!this.#current) return;
    this.#current = null;
    this.#tell(true);
  }

  #key(event) {
    const step = event.shiftKey ? 24 : 8, [x, y] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    if (x !== 0 || y !== 0) {
      const from = this.#cursor ?? { x: this.#width / 2, y: height / 4 };
      this.#cursor = { x: Math.min(Math.max(from.x + x, 0), this.#width), y: Math.min(Math.max(from.y + y, 0), height), width: this.thickness };
      if (this.#current) this.#current.push({ ...this.#cursor });
      this.#changed(false);
    } else if (event.key === ' ') {
      this.#cursor ??= { x: this.#width / 2, y: height / 4, width: this.thickness };
      if (this.#current) this.#lift();
      else this.#begin({ ...this.#cursor, width: this.thickness });
    } else if (event.key === 'Backspace' || (event.key === 'z' && (event.ctrlKey || event.metaKey))) {
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
  }

  #changed(isDone) {
    this.#file = null;
    this.#draw();
    this.#tell(isDone);
  }

  #tell(isDone) {
    this.dispatchEvent(new CustomEvent('change', { detail: { isDone } }));
  }

  #draw() {
    const pen = this.#canvas.getContext('2d'), scale = this.#canvas.height / height, style = getComputedStyle(this.#canvas);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#picture) {
      const { left, top, width, height: tall } = this.frame;
      pen.drawImage(this.#picture.bitmap, left * this.#canvas.width, top * this.#canvas.height, width * this.#canvas.width, tall * this.#canvas.height);
    }
    pen.scale(scale, scale);
    this.#drawStrokes(pen, style.getPropertyValue('--board-ink'));
    if (this.#cursor) {
      pen.beginPath();
      pen.arc(this.#cursor.x, this.#cursor.y, this.thickness / 2 + 4, 0, 2 * Math.PI);
      pen.strokeStyle = style.getPropertyValue('--accent');
      pen.lineWidth = 3;
      pen.stroke();
    }
  }

  #drawStrokes(pen, color) {
    pen.lineCap = pen.lineJoin = 'round';
    pen.strokeStyle = pen.fillStyle = color;
    for (const stroke of this.#strokes) {
      if (stroke.length === 1) {
        pen.beginPath();
        pen.arc(stroke[0].x, stroke[0].y, stroke[0].width / 2, 0, 2 * Math.PI);
        pen.fill();
        continue;
      }
      // From middle to middle, bent by the point between: no corner where points are few. A pen's pressure makes each piece a path of its own.
      let from = stroke[0], width = null;
      for (let i = 1; i < stroke.length; i++) {
        const by = stroke[i - 1], end = i === stroke.length - 1 ? stroke[i] : { x: (by.x + stroke[i].x) / 2, y: (by.y + stroke[i].y) / 2 };
        const wide = (by.width + stroke[i].width) / 2;
        if (wide !== width) {
          if (width !== null) pen.stroke();
          pen.beginPath();
          pen.moveTo(from.x, from.y);
          pen.lineWidth = width = wide;
        }
        pen.quadraticCurveTo(by.x, by.y, end.x, end.y);
        from = end;
      }
      pen.stroke();
    }
  }
}
