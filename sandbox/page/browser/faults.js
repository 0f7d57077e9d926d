import { act } from './server.js';

/** The switches for faults, and the banner that stays while one is on. */
export function faultPanel() {
  const panel = document.getElementById('faults');
  const banner = document.getElementById('fault-banner');
  const switches = [...panel.querySelectorAll('select')];
  for (const one of switches) {
    one.addEventListener('change', () => act('/faults', { [one.name]: one.value }));
  }
  for (const button of [panel.querySelector('[name=reset]'), banner.querySelector('button')]) {
    button.addEventListener('click', () =>
      act('/faults', Object.fromEntries(switches.map(({ name }) => [name, 'normal']))),
    );
  }
  return { draw };

  function draw({ faults }) {
    for (const one of switches) one.value = faults[one.name];
    const on = switches.filter((one) => one.value !== 'normal');
    for (const one of switches) one.classList.toggle('set', on.includes(one));
    panel.querySelector('summary').classList.toggle('set', on.length > 0);
    banner.hidden = on.length === 0;
    banner.querySelector('span').textContent = on.map(nameOf).join('、');
  }
}

const nameOf = (one) => `${one.parentElement.firstChild.data}: ${one.selectedOptions[0].text}`;
