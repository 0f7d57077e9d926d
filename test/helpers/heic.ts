/*
 * A HEIC of 16 × 16 pixels in one colour, a small model of an iPhone photo: one HEVC picture whose
 * only block holds its samples unencoded (PCM), in a HEIF container. No encoder of ours can write
 * one.
 */

const SIDE = 16;

/** Y, Cb and Cr of each pixel. Red by default. */
export function tinyHeic([luma, blue, red] = [81, 90, 240]): Uint8Array {
  const samples = [
    ...Array<number>(SIDE * SIDE).fill(luma ?? 0),
    ...Array<number>((SIDE * SIDE) / 4).fill(blue ?? 0),
    ...Array<number>((SIDE * SIDE) / 4).fill(red ?? 0),
  ];
  const sets = [
    { type: 32, bytes: nal(32, vps()) },
    { type: 33, bytes: nal(33, sps()) },
    { type: 34, bytes: nal(34, pps()) },
  ];
  const slice = nal(19, picture(samples));
  const item = Buffer.concat([u32(slice.length), slice]);
  const ftyp = box('ftyp', text('heic'), u32(0), text('mif1'), text('heic'));
  const metaAt = (at: number) =>
    fullBox(
      'meta',
      fullBox('hdlr', u32(0), text('pict'), Buffer.alloc(13)),
      fullBox('pitm', u16(1)),
      fullBox('iloc', u16(0x4400), u16(1), u16(1), u16(0), u16(1), u32(at), u32(item.length)),
      fullBox('iinf', u16(1), infe()),
      box(
        'iprp',
        box('ipco', hvcC(sets), fullBox('ispe', u32(SIDE), u32(SIDE))),
        fullBox('ipma', u32(1), u16(1), Buffer.from([2, 0x81, 0x02])),
      ),
    );
  const at = ftyp.length + metaAt(0).length + 8;
  return Buffer.concat([ftyp, metaAt(at), box('mdat', item)]);
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const text = (value: string) => Buffer.from(value, 'latin1');

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
}

const fullBox = (type: string, ...parts: readonly Uint8Array[]) => box(type, u32(0), ...parts);

const infe = () => box('infe', u32(0x02000000), u16(1), u16(0), text('hvc1\0'));

function hvcC(sets: readonly { readonly type: number; readonly bytes: Uint8Array }[]): Buffer {
  const head = [
    1, 3, 0x70, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 30, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0,
  ];
  const arrays = sets.flatMap(({ type, bytes }) => [
    Buffer.from([0x80 | type]),
    u16(1),
    u16(bytes.length),
    bytes,
  ]);
  return box('hvcC', Buffer.from([...head, 0x0f, sets.length]), ...arrays);
}

/** Bits of a raw byte sequence payload (ITU-T H.265 §7). */
class Bits {
  #bits = '';

  u(length: number, value: number): this {
    this.#bits += value.toString(2).padStart(length, '0');
    return this;
  }

  /** Unsigned and signed zero are the same in exp-Golomb. */
  ue(...values: readonly number[]): this {
    for (const value of values) {
      const digits = (value + 1).toString(2);
      this.#bits += digits.padStart(digits.length * 2 - 1, '0');
    }
    return this;
  }

  flags(...values: readonly (0 | 1)[]): this {
    this.#bits += values.join('');
    return this;
  }

  /** Fills the last byte with zeros. */
  align(): this {
    this.#bits = this.#bits.padEnd(Math.ceil(this.#bits.length / 8) * 8, '0');
    return this;
  }

  bytes(): number[] {
    return (this.align().#bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  }
}

const profile = (bits: Bits) =>
  bits.u(8, 3).u(32, 0x70000000).flags(1, 0, 0, 1).u(22, 0).u(22, 0).u(8, 30);

const vps = () =>
  profile(new Bits().u(4, 0).flags(1, 1).u(6, 0).u(3, 0).flags(1).u(16, 0xffff))
    .flags(1)
    .ue(0, 0, 0)
    .u(6, 0)
    .ue(0)
    .flags(0, 0, 1)
    .bytes();

const sps = () =>
  profile(new Bits().u(4, 0).u(3, 0).flags(1))
    .ue(0, 1, SIDE, SIDE)
    .flags(0)
    .ue(0, 0, 0)
    .flags(1)
    .ue(0, 0, 0)
    // Coding blocks of 16, transform blocks of 4 to 16.
    .ue(1, 0, 0, 2, 0, 0)
    .flags(0, 0, 0)
    // PCM with 8 bits, in blocks of 16.
    .flags(1)
    .u(4, 7)
    .u(4, 7)
    .ue(1, 0)
    .flags(1)
    .ue(0)
    .flags(0, 0, 0, 0, 0, 1)
    .bytes();

const pps = () =>
  new Bits()
    .ue(0, 0)
    .flags(0, 0)
    .u(3, 0)
    .flags(0, 0)
    .ue(0, 0, 0)
    .flags(0, 0, 0)
    .ue(0, 0)
    .flags(0, 0, 0, 0, 0, 0, 0)
    // No deblocking.
    .flags(1, 0, 1)
    .flags(0, 0)
    .ue(0)
    .flags(0, 0, 1)
    .bytes();

/** One slice with one block: `part_mode` 2N×2N, `pcm_flag`, samples, `end_of_slice_segment_flag`. */
function picture(samples: readonly number[]): number[] {
  const bits = new Bits().flags(1, 0).ue(0, 2, 0).flags(1).align();
  // CABAC: 1 as the likelier symbol leaves a range of 270; then the end, twice.
  terminate(bits, 270);
  for (const sample of bits.align() && samples) bits.u(8, sample);
  terminate(bits, 510);
  return bits.bytes();
}

/** Writes a terminating bin and flushes (§9.3.4.3.5, §9.3.5): `low` is 0 before it. */
function terminate(bits: Bits, range: number): void {
  const low = (range - 2) * 2 ** 7;
  // The first bit of an arithmetic code is never written.
  const digits = low.toString(2).padStart(17, '0').slice(1, 7);
  for (const digit of digits) bits.u(1, Number(digit));
  bits.u(1, (low >> 9) & 1).u(2, ((low >> 7) & 3) | 1);
}

/** Two zero bytes in a row would look like a start code (§7.3.1.1). */
function nal(type: number, payload: readonly number[]): Buffer {
  const bytes = [type << 1, 1];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros === 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}
