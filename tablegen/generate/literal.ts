/** Data as TypeScript source that reads as if written by hand. */

/** Source text that stands as it is. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A function as a member: `name(parameters): type { body }`. */
export class Method {
  readonly head: string;
  readonly body: string;
  constructor(head: string, body: string) {
    this.head = head;
    this.body = body;
  }
  print(name: string, indent: string): string {
    return `${name}${this.head} {\n${indented(this.body, `${indent}  `)}\n${indent}}`;
  }
}

/** Each line that is not empty moved to the right. */
export function indented(text: string, indent: string): string {
  return text.replace(/^(?=[^\n])/gm, indent);
}

const WIDTH = 100;

export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"');
  return text.includes("'") && !text.includes('"')
    ? `"${escaped.replace(/"/g, '\\"')}"`
    : `'${escaped.replace(/'/g, "\\'")}'`;
}

function block(text: string): string {
  return `\`${text.replace(/[\\`]/g, '\\$&').replace(/\$\{/g, '\\${')}\``;
}

function key(name: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(name) ? name : quote(name);
}

/**
 * A value as an expression. Members that are undefined are left out. `indent` is that of the line
 * on which the expression begins, `used` how much of the line stands before it.
 */
export function literal(value: unknown, indent = '', used = indent.length): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string') return value.includes('\n') ? block(value) : quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => ({ prefix: '', item }))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) =>
          item instanceof Method
            ? { prefix: '', item: new Code(item.print(key(name), inner)) }
            : { prefix: `${key(name)}: `, item },
        );
  if (parts.length === 0) return isList ? '[]' : '{}';
  const short = parts.map(({ prefix, item }) => prefix + literal(item, inner));
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${short.join(', ')}${close}`;
  if (!line.includes('\n') && used + line.length < WIDTH - 1) return line;
  const lines = parts.map(
    ({ prefix, item }) =>
      `${inner}${prefix}${literal(item, inner, inner.length + prefix.length)},\n`,
  );
  return isList ? `[\n${lines.join('')}${indent}]` : `{\n${lines.join('')}${indent}}`;
}

/** `/** … *\/` above a declaration; empty when there is nothing to say. */
export function docComment(text: string, indent = ''): string {
  const clean = text.trim().replaceAll('*/', '* /');
  if (clean === '') return '';
  const lines = clean.split('\n');
  if (lines.length === 1 && lines[0].length + indent.length < WIDTH - 8) {
    return `${indent}/** ${lines[0]} */\n`;
  }
  return `${indent}/**\n${lines.map((l) => `${indent} * ${l}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** `sym_name` is `symName`. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, c: string) => c.toUpperCase());
}

/** `ActivationKind` is `ACTIVATION_KIND`. */
export function constantCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
