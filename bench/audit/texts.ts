/** Texts as people write them to shops and offices, from a seed. */

/** Numbers in [0, 1) that are the same at every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mix = Math.imul(state ^ (state >>> 15), 1 | state);
    mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix;
    return ((mix ^ (mix >>> 14)) >>> 0) / 4294967296;
  };
}

export type Fraction = () => number;

/** The first come most often. */
export function oneOf<Value>(fraction: Fraction, values: readonly Value[]): Value {
  const value = values[Math.floor(fraction() ** 2 * values.length)];
  if (value === undefined) throw new RangeError('There is nothing to choose from.');
  return value;
}

const GREETINGS = [
  'いつもお世話になっております。',
  'お世話になります。',
  'こんにちは。',
  'おはようございます、',
  'ありがとうございます！',
  'すみません、',
  '承知しました。',
  'お忙しいところ恐れ入ります。',
  '',
];
const THINGS = [
  ...['見積もり', '配送', '予約', '請求書', '修理', '返品', '会員証', '保証', '納期', '在庫'],
  ...['契約書', '打ち合わせ', '領収書', '注文', '色見本', '図面', '工事', '部品', '支払い', '資料'],
  ...[
    'カタログ',
    '電話番号',
    '住所変更',
    '定休日',
    '営業時間',
    '駐車場',
    '値引き',
    'ポイント',
    'クーポン',
    '新商品',
  ],
  ...['冷蔵庫', '洗濯機', 'エアコン', '自転車', 'タイヤ交換', '車検', '屋根', '外壁', '浴室', '畳'],
  ...[
    'ワンピース',
    'スニーカー',
    'ケーキ',
    '弁当',
    '花束',
    'お米',
    'コーヒー豆',
    '眼鏡',
    '補聴器',
    '枕',
  ],
];
const ENDS = [
  'の件ですが、よろしくお願いいたします。',
  'について教えていただけますか？',
  'はいつ頃になりますでしょうか。',
  'をお願いしたいのですが、可能でしょうか？',
  'を確認しました。問題ありません。',
  'が届きました！ありがとうございます。',
  'の変更をお願いします。',
  'ですが、明日の午後に伺ってもよろしいですか？',
  'をキャンセルしたいです。',
  'の写真を送ります。ご確認ください。',
];
const PLACES = [
  '東京都港区',
  '大阪市北区',
  '名古屋',
  '横浜',
  '札幌市',
  '福岡',
  '仙台',
  '京都',
  '神戸',
  '広島',
];
const ENGLISH = [
  'Thank you for your quick reply. ',
  'Could you send me the invoice again? ',
  'I would like to change the delivery date. ',
  'The package arrived this morning. ',
  'Is the store open on Sunday? ',
  'Please let me know the total price. ',
];
/** Each stands in one message of some hundred thousand. */
export const RARE_WORDS = [
  '鸚鵡貝',
  '纐纈染め',
  '蹲踞',
  '曼荼羅',
  '螺鈿',
  '霹靂',
  '贔屓',
  'zephyr',
  'quixotic',
  '麒麟',
];

const number = (fraction: Fraction, most: number) => Math.floor(fraction() * most);

export function textFrom(fraction: Fraction): string {
  if (fraction() < 0.08) return oneOf(fraction, ENGLISH) + oneOf(fraction, ENGLISH);
  const parts = [oneOf(fraction, GREETINGS), oneOf(fraction, THINGS), oneOf(fraction, ENDS)];
  if (fraction() < 0.25) parts.push(`注文番号は${number(fraction, 1e7)}です。`);
  if (fraction() < 0.1) parts.push(`${oneOf(fraction, PLACES)}${number(fraction, 30)}丁目です。`);
  if (fraction() < 0.1)
    parts.push(`${number(fraction, 12) + 1}月${number(fraction, 28) + 1}日でお願いします。`);
  if (fraction() < 0.00001) parts.push(oneOf(fraction, RARE_WORDS));
  if (fraction() < 0.03) parts.push(...Array.from({ length: 8 }, () => textFrom(fraction)));
  return parts.join('');
}

const FILES = ['見積書', '請求書', '図面', '写真', '契約書', 'invoice', 'IMG_', '領収書'];
const ENDINGS = ['.pdf', '.xlsx', '.jpg', '.docx', '.zip'];

export const fileNameFrom = (fraction: Fraction): string =>
  `${oneOf(fraction, FILES)}${number(fraction, 100_000)}${oneOf(fraction, ENDINGS)}`;

const FAMILIES = [
  '佐藤',
  '鈴木',
  '高橋',
  '田中',
  '伊藤',
  '渡辺',
  '山本',
  '中村',
  '小林',
  '加藤',
  '吉田',
  '山田',
];
const GIVEN = [
  '花子',
  '太郎',
  '美咲',
  '健',
  'さくら',
  '翔',
  '陽菜',
  '一朗',
  '結衣',
  '大輔',
  'Anna',
  '蓮',
];

/** A customer's name: some are called the same. */
export const nameOf = (n: number): string =>
  `${FAMILIES[n % FAMILIES.length]}${GIVEN[Math.floor(n / 12) % GIVEN.length]}${n % 7 === 0 ? '' : n}`;
