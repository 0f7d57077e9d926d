import type Sqlite from 'better-sqlite3';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import { Column, is, Param, Placeholder, SQL } from './drizzle.ts';

/** What drizzle passes when a query is prepared. */
type Prepare = BetterSQLiteSession<Record<string, unknown>, never>['prepareQuery'];
type Query = Parameters<Prepare>[0];
type Fields = NonNullable<Parameters<Prepare>[1]>;

/** The values of placeholders, by name. */
type Values = Readonly<Record<string, unknown>>;
type Bind = (values: Values) => readonly unknown[];
type Row = Readonly<Record<string, unknown>>;
type Read = (row: unknown[]) => Row;
type Decode = (value: unknown) => unknown;

const NO_VALUES: Values = {};

/**
 * Lets prepared queries run without finding out again which values are placeholders and how each
 * column is read: drizzle does that for every value and column at every run. Queries built for a
 * single run, joins and relational queries stay as they are.
 */
export function quickenPrepared(db: object, sqlite: Pick<Sqlite.Database, 'prepare'>): void {
  const session: unknown = Reflect.get(db, 'session');
  if (!(session instanceof BetterSQLiteSession)) return;
  const slow: Prepare = session.prepareQuery.bind(session);
  const quick = (...given: Parameters<Prepare>) => {
    const [query, fields, , , mapper] = given;
    const prepared = slow(...given);
    const read = fields === undefined ? null : readerOf(fields);
    if (mapper === undefined && (fields === undefined || read !== null)) {
      Object.assign(prepared, runs(sqlite.prepare(query.sql), binderOf(query), read));
    }
    return prepared;
  };
  Object.assign(session, { prepareQuery: quick, prepareOneTimeQuery: slow });
}

/** @param read null: rows are returned as the driver makes them */
function runs(statement: Sqlite.Statement, bind: Bind, read: Read | null) {
  const run = (values = NO_VALUES) => statement.run(...bind(values));
  if (read === null) {
    return {
      run,
      all: (values = NO_VALUES) => statement.all(...bind(values)),
      get: (values = NO_VALUES) => statement.get(...bind(values)),
    };
  }
  const arrays = statement.raw();
  return {
    run,
    all: (values = NO_VALUES) => arrays.all(...bind(values)).map((row) => read(asArray(row))),
    get: (values = NO_VALUES) => {
      const row = arrays.get(...bind(values));
      return row === undefined ? undefined : read(asArray(row));
    },
  };
}

/** Guarantee: a statement in raw mode gives rows as arrays. */
const asArray = (row: unknown) => row as unknown[];

function binderOf({ params }: Query): Bind {
  const names = params.map(nameOf);
  const encoders = params.map((param) =>
    is(param, Param) && is(param.value, Placeholder) ? param.encoder : null,
  );
  return (values) => {
    const bound: unknown[] = [...params];
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at];
      if (name == null) continue;
      if (!(name in values)) throw new Error(`No value for placeholder "${name}" was provided`);
      const encoder = encoders[at];
      bound[at] = encoder == null ? values[name] : encoder.mapToDriverValue(values[name]);
    }
    return bound;
  };
}

/** A placeholder's name; null for a constant. */
function nameOf(param: unknown): string | null {
  if (is(param, Placeholder)) return param.name;
  return is(param, Param) && is(param.value, Placeholder) ? param.value.name : null;
}

/** Makes an object of a row; null where drizzle must do it. */
function readerOf(fields: Fields): Read | null {
  const names: string[] = [];
  const decoders: (Decode | null)[] = [];
  for (const { path, field } of fields) {
    const [name, ...inner] = path;
    const decode = decoderOf(field);
    if (name === undefined || inner.length > 0 || decode === undefined) return null;
    names.push(name);
    decoders.push(decode);
  }
  const Made = shapeOf(names);
  const decoded = decoders.flatMap((decode, at) => (decode === null ? [] : [{ at, decode }]));
  return (row) => {
    // The driver made it for us alone.
    for (const { at, decode } of decoded) if (row[at] !== null) row[at] = decode(row[at]);
    return new Made(row);
  };
}

/**
 * Makes objects with these properties, of values in their order, by a constructor written for them, as the driver does
 * it for its own rows: V8 turns an object that gets a dozen properties by computed names into a dictionary, which takes
 * seven times as long to make and five times the memory. Literals will not do: once V8 has seen a hundred of them
 * outlive a collection it makes all later ones among the old objects, where only a whole collection finds that they are
 * garbage, and an export of a million messages takes 100 MB more.
 * Guarantee: the text is of names in our schema, as JSON.
 */
function shapeOf(names: readonly string[]): new (values: readonly unknown[]) => Row {
  const assignments = names.map((name, at) => `this[${JSON.stringify(name)}]=values[${at}]`);
  const made: unknown = new Function('values', assignments.join(';'));
  const shape = made as new (values: readonly unknown[]) => Row;
  shape.prototype = Object.prototype;
  return shape;
}

/** Null: as the driver gives it. Undefined: not known here. */
function decoderOf(field: Fields[number]['field']): Decode | null | undefined {
  if (is(field, Column)) {
    const isAsGiven = field.mapFromDriverValue === Column.prototype.mapFromDriverValue;
    return isAsGiven ? null : (value) => field.mapFromDriverValue(value);
  }
  const expression = is(field, SQL.Aliased) ? field.sql : field;
  const decoder: unknown = is(expression, SQL) ? Reflect.get(expression, 'decoder') : undefined;
  if (typeof decoder !== 'object' || decoder === null) return undefined;
  const map: unknown = Reflect.get(decoder, 'mapFromDriverValue');
  return typeof map === 'function' ? (value) => map.call(decoder, value) : undefined;
}
