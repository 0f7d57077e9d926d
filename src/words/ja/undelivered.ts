/** Says that some of them may have arrived after all. */
export const maybeArrived = (count: number) =>
  count > 0 ? `（うち${count}件は届いた可能性があります）` : '';

/** What a closing cost, in words that match the certainty (DESIGN §6.10). */
export function undelivered(lost: number, maybe: number): string {
  if (lost === 0) return '';
  return maybe === 0
    ? `未送信のメッセージ ${lost}件は届きませんでした。`
    : `未送信のメッセージ ${lost}件の送信を取りやめました${maybeArrived(maybe)}。`;
}
