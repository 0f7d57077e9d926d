/**
 * What is written and not sent yet belongs to its chat: another chat shows its own, and a reload loses
 * none. `panel` names the panel, `input` is its field.
 */
export function draftsOf(panel, input) {
  let place = null;
  input.addEventListener('input', keep);
  return { open, keep, clear, restore };

  function open(where) {
    if (where === place) return;
    place = where;
    const stored = sessionStorage.getItem(nameOf(place)) ?? '';
    const { text = '', marked = false } = stored === '' ? {} : JSON.parse(stored);
    input.value = text;
    if (marked) input.dataset.marked = 'true';
    else delete input.dataset.marked;
  }

  function keep() {
    if (place === null) return;
    if (input.value === '') {
      sessionStorage.removeItem(nameOf(place));
      return;
    }
    const marked = input.dataset.marked === 'true';
    sessionStorage.setItem(nameOf(place), JSON.stringify({ text: input.value, marked }));
  }

  function clear() {
    input.value = '';
    delete input.dataset.marked;
    keep();
  }

  /** What could not be sent comes back into its own chat, unless something else is written there. */
  function restore(where, text) {
    if (where === place) {
      if (input.value !== '') return;
      input.value = text;
      keep();
    } else if (sessionStorage.getItem(nameOf(where)) === null) {
      sessionStorage.setItem(nameOf(where), JSON.stringify({ text, marked: false }));
    }
  }

  function nameOf(where) {
    return `draft:${panel}:${where}`;
  }
}
