import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { LinePlatform } from './line/platform.ts';
import type { MemberInput, WorksPlatform } from './line-works/platform.ts';

/** The sample company. Ids have the shape of real ones and are made up. */
export const COMPANY = {
  name: 'みどり工務店',
  domainId: 400000001,
  administrator: 'sato@midori',
  account: { channelId: '2000000001', basicId: '@270mdork', displayName: 'みどり工務店' },
  bridgeBot: { botId: '6000001', name: 'LINE連携' },
  adminBot: { botId: '6000002', name: 'LINE連携 管理' },
} as const;

type SampleMember = Omit<MemberInput, 'userId' | 'photo' | 'i18nNames'> & {
  readonly english: readonly [lastName: string, firstName: string];
  readonly colour: readonly [red: number, green: number, blue: number];
};

/** 小林's login has "line" in it, and 中村 is suspended: both cannot be linked (DESIGN §6.2). */
const MEMBERS: readonly SampleMember[] = [
  {
    ...named('佐藤', '健一', 'サトウ', 'ケンイチ'),
    email: COMPANY.administrator,
    english: ['Sato', 'Kenichi'],
    department: '総務部',
    position: '部長',
    isAdministrator: true,
    colour: [46, 125, 80],
  },
  {
    ...named('田中', '美咲', 'タナカ', 'ミサキ'),
    email: 'tanaka@midori',
    english: ['Tanaka', 'Misaki'],
    department: '営業部',
    position: '主任',
    colour: [192, 80, 77],
  },
  {
    ...named('田中', '大輔', 'タナカ', 'ダイスケ'),
    email: 'd.tanaka@midori',
    english: ['Tanaka', 'Daisuke'],
    department: '設計部',
    colour: [55, 96, 146],
  },
  {
    ...named('鈴木', '翔太', 'スズキ', 'ショウタ'),
    email: 'suzuki@midori',
    english: ['Suzuki', 'Shota'],
    department: '工事部',
    position: '現場監督',
    colour: [150, 100, 30],
  },
  {
    ...named('高橋', '由美子', 'タカハシ', 'ユミコ'),
    email: 'takahashi@midori',
    english: ['Takahashi', 'Yumiko'],
    department: 'お客様相談室',
    colour: [110, 75, 140],
  },
  {
    ...named('グエン', 'ラン', 'グエン', 'ラン'),
    email: 'lan.nguyen@midori',
    english: ['Nguyen', 'Lan'],
    department: '設計部',
    colour: [20, 125, 140],
  },
  {
    ...named('小林', '直樹', 'コバヤシ', 'ナオキ'),
    email: 'online-shop@midori',
    english: ['Kobayashi', 'Naoki'],
    department: '通信販売課',
    colour: [90, 100, 110],
  },
  {
    ...named('中村', '恵', 'ナカムラ', 'メグミ'),
    email: 'nakamura@midori',
    english: ['Nakamura', 'Megumi'],
    department: '経理部',
    isSuspended: true,
    colour: [175, 70, 125],
  },
];

const LINE_USERS = [
  { key: 'yamada', displayName: '山田 太郎', language: 'ja' },
  { key: 'emily', displayName: 'Emily Clark', language: 'en' },
  { key: 'watanabe', displayName: '渡辺 さくら🌸', language: 'ja' },
];

/** Adds the people who are missing; the others keep what has changed about them. */
export function moveIn(line: LinePlatform, works: WorksPlatform): void {
  const known = new Set(works.members().map((member) => member.userId));
  for (const member of MEMBERS.map(memberInput)) {
    if (!known.has(member.userId)) works.addMember(member);
  }
  for (const { key, ...user } of LINE_USERS) {
    line.addUser({ ...user, userId: `U${digest(key).slice(0, 32)}` });
  }
}

function memberInput(sample: SampleMember, place: number) {
  const { english, colour, ...member } = sample;
  const [lastName, firstName] = english;
  return {
    ...member,
    userId: uuidOf(sample.email, place),
    i18nNames: [{ language: 'en_US', lastName, firstName }],
    photo: portrait(colour),
  };
}

function named(
  lastName: string,
  firstName: string,
  phoneticLastName: string,
  phoneticFirstName: string,
) {
  return { lastName, firstName, phoneticLastName, phoneticFirstName };
}

const digest = (key: string) => createHash('sha256').update(`midori:${key}`).digest('hex');

/**
 * The same in every sandbox, so that guides and tests can name people. Begins with the place in the
 * list: a restored platform lists members by id.
 */
function uuidOf(key: string, place: number): string {
  const hex = digest(key);
  const parts = [`${place}${hex.slice(1, 8)}`, hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const SIDE = 128;

/** A square PNG: head and shoulders on a coloured ground. */
function portrait(colour: readonly [number, number, number]): Uint8Array {
  const rows = Array.from({ length: SIDE }, (_, y) => [
    0,
    ...Array.from({ length: SIDE }, (_, x) => (isFigure(x, y) ? 1 : 0)),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header()),
    chunk('PLTE', Buffer.from([...colour, 245, 245, 240])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** 8 bits a pixel, indexed colours. */
function header(): Buffer {
  const fields = Buffer.alloc(13);
  fields.writeUInt32BE(SIDE, 0);
  fields.writeUInt32BE(SIDE, 4);
  fields.set([8, 3, 0, 0, 0], 8);
  return fields;
}

function isFigure(x: number, y: number): boolean {
  const head = ((x - 64) / 22) ** 2 + ((y - 50) / 24) ** 2 < 1;
  const shoulders = ((x - 64) / 44) ** 2 + ((y - 128) / 42) ** 2 < 1;
  return head || shoulders;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
