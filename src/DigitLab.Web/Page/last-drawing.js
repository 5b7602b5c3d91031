// The last drawing, kept by this browser for the other pages of this visit.

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
export async function lastDrawing() {
  const address = sessionStorage.getItem(name);
  if (!address) return null;
  const [head, content] = address.split(',', 2), bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(';')[0] });
}
