/** Code units of text that are put on a page in one turn of the event loop: a few ms. */
const TURN_UNITS = 3000;

/** Makes something of each, and lets others have their turn after every few. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  unitsOf: (item: Item) => number,
  make: (item: Item) => Made,
): Promise<Made[]> {
  const made: Made[] = [];
  let units = 0;
  for (const item of items) {
    made.push(make(item));
    units += unitsOf(item);
    if (units < TURN_UNITS) continue;
    units = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return made;
}
