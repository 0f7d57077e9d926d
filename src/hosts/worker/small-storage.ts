/** The part of an object's small storage, beside its database, that is needed. */
export interface SmallStorage {
  get<Value>(key: string): Value | undefined;
  list<Value>(options: { prefix: string; limit: number }): Iterable<[string, Value]>;
  put<Value>(key: string, value: Value): void;
  delete(key: string): boolean;
}
