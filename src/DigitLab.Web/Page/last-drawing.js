// The last drawing, kept by this browser for the other pages of this visit.

import { blobOf } from './lab.js';

const name = 'digitlab-last-drawing';

/** Remembers a picture file. */
export function rememberDrawing(file) {
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    try {
      sessionStorage.setItem(name, reader.result);
    } catch {
      sessionStorage.removeItem(name);   // a photo that has no room
    }
  });
  reader.readAsDataURL(file);
}

/** The remembered picture file; null if there is none. */
export function lastDrawing() {
  const address = sessionStorage.getItem(name);
  return address ? blobOf(address) : null;
}
