/* As much of YAML and of OpenAPI as ../shared/specs/messaging-api.yml uses. */

export type Yaml = string | number | boolean | null | Yaml[] | YamlMap;
export interface YamlMap {
  [key: string]: Yaml;
}

interface Line {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
}

const PAIR = /^("[^"]*"|'[^']*'|[^\s"'[\]{}#&*!|>%@`][^:]*):(?:\s+(.*))?$/;
const BLOCK = /^[|>][-+]?$/;

/** Mappings, lists, one-line scalars and block scalars; throws at anything else. */
export function parseYaml(source: string): Yaml {
  const raw = source.split(/\r?\n/);
  let at = 0;

  /** The next line with content; it stays the next until `at` moves on. */
  const peek = (): Line | null => {
    for (; at < raw.length; at += 1) {
      const whole = (raw[at] ?? '').replace(/\s+$/, '');
      const text = whole.trimStart();
      if (text !== '' && !text.startsWith('#')) {
        return { number: at + 1, indent: whole.length - text.length, text };
      }
    }
    return null;
  };

  const block = (parent: number): string => {
    const lines: string[] = [];
    for (; at < raw.length; at += 1) {
      const line = raw[at] ?? '';
      if (line.trim() !== '' && line.search(/\S/) <= parent) break;
      lines.push(line.trim());
    }
    return lines.join('\n');
  };

  const list = (indent: number): Yaml[] => {
    const items: Yaml[] = [];
    for (let line = peek(); line?.indent === indent; line = peek()) {
      const [dash] = /^-(\s+|$)/.exec(line.text) ?? [];
      if (dash === undefined) break;
      raw[at] = ' '.repeat(indent + dash.length) + line.text.slice(dash.length);
      items.push(value(indent));
    }
    return items;
  };

  const map = (indent: number): YamlMap => {
    const found: YamlMap = {};
    for (let line = peek(); line?.indent === indent; line = peek()) {
      const [, key, rest = ''] = PAIR.exec(line.text) ?? [];
      if (key === undefined) break;
      const name = String(scalar(key, line.number));
      if (Object.hasOwn(found, name)) throw new Error(`line ${line.number}: ${name} stands twice`);
      at += 1;
      if (BLOCK.test(rest)) found[name] = block(indent);
      else if (rest === '' || rest.startsWith('#')) found[name] = below(indent);
      else found[name] = scalar(rest, line.number);
    }
    return found;
  };

  /** A list may stand as far left as the key it belongs to. */
  const below = (parent: number): Yaml => {
    const line = peek();
    if (line?.indent === parent && /^-(\s|$)/.test(line.text)) return list(parent);
    return value(parent);
  };

  const value = (parent: number): Yaml => {
    const line = peek();
    if (line === null || line.indent <= parent) return null;
    if (/^-(\s|$)/.test(line.text)) return list(line.indent);
    if (PAIR.test(line.text)) return map(line.indent);
    at += 1;
    return scalar(line.text, line.number);
  };

  if (raw[0] === '---') at = 1;
  const whole = value(-1);
  const rest = peek();
  if (rest !== null) throw new Error(`line ${rest.number}: not understood: ${rest.text}`);
  return whole;
}

function scalar(text: string, number: number): Yaml {
  if (text.startsWith('"')) {
    const [quoted] = /^"(?:[^"\\]|\\.)*"(?=\s*(#.*)?$)/.exec(text) ?? [];
    if (quoted === undefined) throw new Error(`line ${number}: not understood: ${text}`);
    return JSON.parse(quoted);
  }
  const [, single] = /^'((?:[^']|'')*)'\s*(?:#.*)?$/.exec(text) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  const plain = text.replace(/\s+#.*$/, '');
  if (/^\[\s*\]$/.test(plain)) return [];
  if (/^\{\s*\}$/.test(plain)) return {};
  if (/^[[{&*!|>'"]/.test(plain)) throw new Error(`line ${number}: not understood: ${text}`);
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (plain === 'null' || plain === '~') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

const isMap = (value: unknown): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema once `$ref` and `allOf` are resolved. */
interface Flat {
  readonly required: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Yaml>;
  /** Every schema that was merged, without their references. */
  readonly parts: readonly YamlMap[];
  /** The schema that the value was declared as; only it names the discriminator. */
  readonly own: YamlMap;
}

const KNOWN = new Set(
  (
    '$ref allOf required properties type enum discriminator items maxLength minLength maxItems ' +
    'minItems maximum minimum pattern nullable additionalProperties ' +
    'format description default externalDocs example'
  ).split(' '),
);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  array: Array.isArray,
  object: isMap,
};

/** Checks values against the schemas of a spec; a property that the schema lacks is a fault. */
export function openApiChecker(spec: Yaml) {
  const resolve = (reference: string): YamlMap => {
    let found: Yaml | undefined = spec;
    for (const step of reference.replace(/^#\//, '').split('/')) {
      found = isMap(found) ? found[step] : undefined;
    }
    if (!isMap(found)) throw new Error(`${reference} leads nowhere`);
    const { $ref } = found;
    return typeof $ref === 'string' ? resolve($ref) : found;
  };

  const direct = (schema: Yaml | undefined): YamlMap => {
    if (!isMap(schema)) throw new Error(`no schema: ${JSON.stringify(schema)}`);
    return typeof schema.$ref === 'string' ? resolve(schema.$ref) : schema;
  };

  const flatten = (schema: YamlMap): Flat => {
    const unknown = Object.keys(schema).find((key) => !KNOWN.has(key));
    if (unknown !== undefined) throw new Error(`the checker does not know ${unknown}`);
    const above = Array.isArray(schema.allOf)
      ? schema.allOf.map((part) => flatten(direct(part)))
      : [];
    const named = isMap(schema.properties) ? Object.entries(schema.properties) : [];
    const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
    return {
      required: new Set([...above.flatMap((part) => [...part.required]), ...required]),
      properties: new Map([...above.flatMap((part) => [...part.properties]), ...named]),
      parts: [...above.flatMap((part) => part.parts), schema],
      own: schema,
    };
  };

  /** The schema that the discriminator chooses; null when it names none. */
  const chosen = (schema: YamlMap, value: YamlMap): YamlMap | null => {
    const { discriminator } = schema;
    if (!isMap(discriminator)) return schema;
    const { propertyName, mapping } = discriminator;
    const reference = isMap(mapping) ? mapping[String(value[String(propertyName)])] : undefined;
    return typeof reference === 'string' ? resolve(reference) : null;
  };

  const check = (declared: Yaml | undefined, value: unknown, path: string): string[] => {
    const schema = direct(declared);
    const picked = isMap(value) ? chosen(schema, value) : schema;
    if (picked === null) return [`${path}: no such kind: ${JSON.stringify(value)}`];
    const flat = flatten(picked);
    const ofParts = flat.parts.flatMap((part) => constraints(part, value, path));
    if (isMap(value)) return [...ofParts, ...checkObject(flat, value, path)];
    if (!Array.isArray(value)) return ofParts;
    const items = flat.parts.find((part) => part.items !== undefined)?.items;
    return [...ofParts, ...value.flatMap((each, at) => check(items, each, `${path}[${at}]`))];
  };

  const checkObject = (flat: Flat, value: YamlMap, path: string): string[] => [
    ...[...flat.required]
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${path}.${name}: is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = flat.properties.get(name) ?? flat.own.additionalProperties;
      if (property === undefined) return [`${path}.${name}: is unknown to the schema`];
      return check(property, inner, `${path}.${name}`);
    }),
  ];

  return {
    /** @returns the value's faults, each with its place; empty when it fits */
    check: (name: string, value: unknown) =>
      check(resolve(`#/components/schemas/${name}`), value, name),
  };
}

function constraints(schema: YamlMap, value: unknown, path: string): string[] {
  if (value === null && schema.nullable === true) return [];
  const faults: string[] = [];
  const { type, pattern } = schema;
  if (typeof type === 'string' && TYPES[type]?.(value) !== true) {
    faults.push(`${path}: is no ${type}: ${JSON.stringify(value)}`);
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((each) => each === value)) {
    faults.push(`${path}: is none of ${schema.enum.join(', ')}: ${JSON.stringify(value)}`);
  }
  if (
    typeof pattern === 'string' &&
    typeof value === 'string' &&
    !new RegExp(pattern).test(value)
  ) {
    faults.push(`${path}: does not match ${pattern}`);
  }
  const size = (most: Yaml | undefined, least: Yaml | undefined, is: number, what: string) => {
    if (typeof most === 'number' && is > most) faults.push(`${path}: ${what} ${is} > ${most}`);
    if (typeof least === 'number' && is < least) faults.push(`${path}: ${what} ${is} < ${least}`);
  };
  // UTF-16 units: the stricter of the ways in which a server may count.
  if (typeof value === 'string') size(schema.maxLength, schema.minLength, value.length, 'length');
  if (Array.isArray(value)) size(schema.maxItems, schema.minItems, value.length, 'items');
  if (typeof value === 'number') size(schema.maximum, schema.minimum, value, 'value');
  return faults;
}
